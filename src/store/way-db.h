/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-entity.h"
#include "way-store-error.h"

G_BEGIN_DECLS

/* One connection to one Waymark file.  It belongs to the thread that opened
 * it; every other thread opens its own.  SQLite is seen in this folder only. */
typedef struct _WayDb WayDb;
typedef struct _WayStmt WayStmt;

typedef enum
{
  WAY_DB_WRITE,        /* an existing file, to read and write */
  WAY_DB_READ,         /* an existing file, to read */
  WAY_DB_CREATE,       /* a new file; refused where one is */
} WayDbMode;

/* Opens a file, checks that it is Waymark's and not from a newer program, and
 * brings an older one up to date (WAY_DB_WRITE) after a copy of it was made
 * beside it.  A file beside which a key file stands is sealed, and is opened
 * once it was unlocked; a new one is sealed where way_vault_make() made its key
 * file first.  The path ":memory:" with WAY_DB_CREATE gives a database in
 * memory, for tests.  NULL on error: WAY_STORE_ERROR. */
WayDb      *way_db_open        (const char   *path,
                                WayDbMode     mode,
                                GError      **error);
void        way_db_free        (WayDb        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDb, way_db_free)

const char *way_db_path        (WayDb        *self);
gboolean    way_db_is_sealed   (WayDb        *self);

/* Takes away a file that this program has just made, and all that stands beside
 * it. */
void        way_db_remove      (const char   *path);

/* Runs one statement that gives no rows and is run often: it stays prepared. */
gboolean    way_db_run         (WayDb        *self,
                                const char   *sql,
                                GError      **error);

/* Runs SQL that gives no rows.  Writes to synced tables are refused outside
 * of an edit (WAY_STORE_ERROR_OUTSIDE). */
gboolean    way_db_exec        (WayDb        *self,
                                const char   *sql,
                                GError      **error);

/* Ends what SAVEPOINT name began: what was done is kept, or taken back where it is not
 * to be.  TRUE when it is kept; *error is set only where keeping failed. */
gboolean    way_db_end_savepoint (WayDb      *self,
                                  const char *name,
                                  gboolean    keep,
                                  GError    **error);

/* A statement, kept prepared by the connection and lent until freed. */
WayStmt    *way_db_prepare     (WayDb        *self,
                                const char   *sql,
                                GError      **error);

/* The first column of the first row as a number; fallback where there is no
 * row or it is NULL. */
gboolean    way_db_get_int     (WayDb        *self,
                                const char   *sql,
                                gint64        fallback,
                                gint64       *value,
                                GError      **error);

/* Rows changed by the last statement. */
int         way_db_changes     (WayDb        *self);

/* Whatever the connection reads from now on ends, with WAY_STORE_ERROR, soon after
 * somebody cancels. */
void        way_db_set_cancellable (WayDb        *self,
                                    GCancellable *cancellable);

/* Asked for each row that an edit changes, before it is kept; on FALSE the edit is not,
 * and the error is its error.  May read, not write. */
typedef gboolean (*WayGuardFunc) (WayDb            *db,
                                  const WayEntity  *entity,
                                  gpointer          data,
                                  GError          **error);

/* In place of the one before; NULL for none.  data is freed with the connection. */
void        way_db_set_guard   (WayDb          *self,
                                WayGuardFunc    guard,
                                gpointer        data,
                                GDestroyNotify  free_data);

/* The data of the guard, where it is this one; else NULL. */
gpointer    way_db_guard_data  (WayDb          *self,
                                WayGuardFunc    guard);

/* Small facts about this copy (not exchanged): text by key; NULL for none. */
char       *way_db_dup_setting (WayDb        *self,
                                const char   *key);
gboolean    way_db_set_setting (WayDb        *self,
                                const char   *key,
                                const char   *value,
                                GError      **error);

/* Ends the statement's use and gives it back to the connection. */
void        way_stmt_free      (WayStmt      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayStmt, way_stmt_free)

typedef enum
{
  WAY_STEP_ROW,
  WAY_STEP_DONE,
  WAY_STEP_ERROR,
} WayStep;

/* Binding returns nothing: the first failure is kept and comes out of the next
 * step.  Texts and blobs are copied. */
void        way_stmt_bind_int   (WayStmt        *self,
                                 const char     *name,
                                 gint64          value);
void        way_stmt_bind_null  (WayStmt        *self,
                                 const char     *name);
void        way_stmt_bind_text  (WayStmt        *self,
                                 const char     *name,
                                 const char     *value);
void        way_stmt_bind_blob  (WayStmt        *self,
                                 const char     *name,
                                 gconstpointer   data,
                                 gsize           size);
void        way_stmt_bind_id    (WayStmt        *self,
                                 const char     *name,
                                 const WayId    *id);

/* No date binds NULL. */
void        way_stmt_bind_date  (WayStmt        *self,
                                 const char     *name,
                                 const GDate    *date);
void        way_stmt_bind_value (WayStmt        *self,
                                 const char     *name,
                                 const WayValue *value);

WayStep     way_stmt_step       (WayStmt        *self,
                                 GError        **error);

/* Whether the statement gives a row. */
gboolean    way_stmt_finds      (WayStmt        *self,
                                 gboolean       *found,
                                 GError        **error);

/* Steps a statement that gives no row. */
gboolean    way_stmt_run        (WayStmt        *self,
                                 GError        **error);

/* Ready to bind and step again; bindings are forgotten. */
void        way_stmt_reset      (WayStmt        *self);

/* Columns of the row.  Text and blobs are lent until the next step. */
gboolean    way_stmt_is_null    (WayStmt        *self,
                                 int             column);
gint64      way_stmt_int        (WayStmt        *self,
                                 int             column);
const char *way_stmt_text       (WayStmt        *self,
                                 int             column);
const void *way_stmt_blob       (WayStmt        *self,
                                 int             column,
                                 gsize          *size);
WayId       way_stmt_id         (WayStmt        *self,
                                 int             column);
GDate       way_stmt_date       (WayStmt        *self,
                                 int             column);

/* The column as a value of a field; NULL, or anything that is not of the
 * field's type, is none. */
WayValue    way_stmt_value      (WayStmt        *self,
                                 int             column,
                                 const WayField *field);

G_END_DECLS
