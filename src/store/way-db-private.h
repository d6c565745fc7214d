/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "way-db.h"
#include "way-vfs.h"
#include "way-watch.h"

G_BEGIN_DECLS

typedef struct _WayJournal WayJournal;
typedef struct _WaySeals WaySeals;

struct _WayDb
{
  sqlite3    *handle;
  char       *path;
  WayVfsNode *node;          /* of a sealed file; else NULL */
  GHashTable *idle;          /* SQL -> WayStmt * that owns it, not in use */
  GHashTable *synced;        /* name of a synced table -> WaySynced */
  WayJournal *journal;
  WaySeals   *seals;         /* NULL: nobody in particular looks, who sees all */
  WayGuardFunc   guard;      /* may be NULL */
  gpointer       guard_data;
  GDestroyNotify guard_free;
  GCancellable  *cancellable;
  gboolean    migrating;
  gboolean    writing;       /* inside an edit */
  gint64    (*now) (gpointer data);   /* microseconds since 1970 */
  gpointer    now_data;
  const WayWatch *watch;     /* lent; NULL where nobody follows long work */
};

/* An empty new file that only its owner can read; refused where there is one.
 * Errors call it by the name. */
gboolean   way_db_make_file (const char  *path,
                             const char  *name,
                             GError     **error);

/* Keeps little of the file in memory while much of it is read once: fresh memory
 * for what is not read again takes longer than reading.  Then as before. */
void       way_db_begin_pass (WayDb      *self);
void       way_db_end_pass   (WayDb      *self);

/* Another clock, for tests of clocks that go wrong. */
void       way_db_set_clock (WayDb       *self,
                             gint64     (*now) (gpointer data),
                             gpointer     data);

/* A synced table as the database has it. */
typedef struct
{
  const WayEntity *entity;
  int              dot_column;
  int              n_columns;
  int             *field_of_column;   /* index in entity->fields, or -1 */
  guint           *in_order;          /* of stored fields but the id, by class, then number */
  guint            n_in_order;
  guint            last_number;       /* of a field */
  char            *insert_sql;        /* parameters ?1.. in stored-field order, then the dot */
  char            *fresh_sql;         /* the insert, or nothing where the id is there */
  char            *project_sql;       /* the insert, or the whole row anew */
  char            *select_sql;        /* stored fields in order, where id = ?1 */
} WaySynced;

struct _WayStmt
{
  WayDb        *db;          /* lent */
  sqlite3_stmt *handle;
  char         *sql;
  int           bind_error;  /* SQLite's code of the first failed binding */
  char         *bind_name;
};

/* Ends a statement that is not in use; way_stmt_free() keeps it for the next. */
void     way_stmt_drop      (gpointer     data);

/* Sets *error from what SQLite last said on the connection. */
void     way_db_take_error  (WayDb       *self,
                             int          code,
                             GError     **error);

/* The same for a connection that is no WayDb; handle may be NULL. */
void     way_db_set_error   (const char  *path,
                             sqlite3     *handle,
                             int          code,
                             GError     **error);

/* Reads the shapes of all tables that this program knows: a file that is open needs it
 * where a test gives it another program (way_entities_use()). */
gboolean   way_db_learn_tables (WayDb    *self,
                                GError  **error);

/* The table's shape, or NULL where the table is not synced. */
WaySynced *way_db_synced    (WayDb       *self,
                             const char  *table);

/* Brings the schema from user_version to the newest; foreign keys are off. */
gboolean way_migrate_run    (WayDb       *db,
                             GError     **error);

/* The schema version of this program: the number of migrations. */
int      way_migrate_newest (void);

/* Runs one script as version `version`, whole or not at all. */
gboolean way_migrate_step   (WayDb       *db,
                             int          version,
                             const char  *script,
                             GError     **error);

/* Makes the tables and reads the state that the journal keeps. */
WayJournal *way_journal_new  (WayDb       *db,
                              GError     **error);
void        way_journal_free (WayJournal  *self);

/* The dot that the next inserted row must carry. */
gint64      way_journal_next_dot (WayDb   *db);

/* Whether what is written now came from other copies. */
gboolean    way_journal_is_import (WayDb  *db);

/* The record, whoever looks: for what must know what is stored. */
gpointer    way_records_get_whole (WayDb            *db,
                                   const WayEntity  *entity,
                                   const WayId      *id,
                                   GError          **error);

/* Writes the row as it is given, unchecked, or makes it a stub of which only
 * the id is known (record NULL).  Parents that are not there become stubs on
 * import, and are refused otherwise.  While projecting only. */
gboolean    way_records_project  (WayDb            *db,
                                  const WayEntity  *entity,
                                  const WayId      *id,
                                  gconstpointer     record,
                                  gint64            dot,
                                  GError          **error);

/* The same for a row of which nothing was known: it is not there, or a stub. */
gboolean    way_records_project_new (WayDb            *db,
                                     const WayEntity  *entity,
                                     const WayId      *id,
                                     gconstpointer     record,
                                     gint64            dot,
                                     GError          **error);

/* FALSE, and who it is, while something refers to the record. */
gboolean    way_records_check_unreferenced (WayDb            *db,
                                            const WayEntity  *entity,
                                            const WayId      *id,
                                            GError          **error);

/* Takes the row out, or leaves a stub where others refer to it. */
gboolean    way_records_withdraw (WayDb            *db,
                                  const WayEntity  *entity,
                                  const WayId      *id,
                                  GError          **error);

/* Called by way_records_* after each row, so that memory stays bounded. */
gboolean    way_journal_flush_some (WayDb  *db,
                                    GError **error);

G_END_DECLS
