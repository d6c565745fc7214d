/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <string.h>

#include "way-journal-private.h"
#include "way-sim-limited.h"
#include "way-test-devices.h"
#include "way-visits.h"

G_BEGIN_DECLS

#define LIM_MOST_OFFICES 7
#define LIM_MOST_COPIES (LIM_MOST_OFFICES + 2)

typedef enum
{
  LIM_INSERT,
  LIM_UPDATE,
  LIM_DELETE
} LimAct;

typedef struct
{
  LimAct           act;
  const WayEntity *entity;
  gpointer         record;
  gpointer         also;       /* a second one, in the same edit; or NULL */
} LimWrite;

typedef struct
{
  const WayEntity *entity;
  WayId            id;
  WayId            owner;      /* its child, or setting */
} LimRow;

typedef struct
{
  WayDb           *db;
  const WayDevice *device;
  const char      *name;
  guint            role;
  GArray          *scope;      /* of WayId */
  GHashTable      *may;        /* WayId * of rows that it was once given, or made */
  gint64           now;
  gboolean         revoked;
  gboolean         older;      /* of an older program */
  GHashTable      *tables[2];  /* as each program knows them, by older */
  guint            upgraded;   /* before which step it gets the newer one */
  GBytes          *image;      /* of the file before a history */
  guint            enrolled;   /* as what, before a history */
  WayId            setting;    /* for what; zero for an office */
  GArray          *given;      /* of WayId: what it held then */
} LimCopy;

typedef struct
{
  char            *text;
  const WayEntity *entity;
  const WayField  *field;
  WayId            row;
  LimCopy         *by;
  gboolean         may;        /* the role of the copy may change the field */
} LimTyped;

typedef struct
{
  char    *path;
  LimCopy *to;
} LimMail;

typedef struct
{
  WayTestDevices    devices;
  LimCopy           copies[LIM_MOST_COPIES];
  LimCopy          *school;
  LimCopy          *officer;
  guint             n_offices;
  guint64           seed;
  gboolean          prompt;     /* each file is taken in when it was written */
  gboolean          accepted;   /* something that waited */
  gboolean          granted;
  gboolean          turned;     /* a role was changed, or one revoked enrolled again */
  gboolean          news;       /* a file had something that was not there */
  gboolean          mixed;      /* some copies were of an older program */
  gboolean          aloud;      /* says what is done */
  GArray           *rows;       /* of LimRow: all that anybody made, in order */
  GPtrArray        *typed;      /* of LimTyped * */
  guint             n_typed;
  GPtrArray        *bag;        /* of LimMail *: every file ever written */
  SimLimitedCounts  counts;
  char             *fault;
} LimWorld;

/* What is done from now on the program of the copy does; NULL: the newest. */
void        lim_act_as          (const LimCopy *copy);

/* The entity as that program knows it; NULL where it does not. */
const WayEntity *lim_entity     (const WayEntity *entity);

void        lim_fail            (LimWorld     *self,
                                 const char   *format,
                                 ...) G_GNUC_PRINTF (2, 3);

/* The number that the statement gives, with :id and :text where it has them. */
gint64      lim_count           (WayDb        *db,
                                 const char   *sql,
                                 const WayId  *id,
                                 const char   *text);

/* WayId * of the rows about children, and visits, that the copy may hold as the
 * file has them: said slowly, entity by entity. */
GHashTable *lim_scope           (LimWorld     *self,
                                 WayDb        *db,
                                 LimCopy      *copy);

/* Nothing in a limited copy that it was not given or made. */
void        lim_look_at         (LimWorld     *self,
                                 LimCopy      *copy);
void        lim_look_at_the_end (LimWorld     *self);

/* Whether files that are opened from here on are in memory alone. */
void        lim_open_in_memory  (gboolean      in_memory);

/* Keeps the file of the copy as it is, and puts it back as it was kept. */
void        lim_keep            (LimCopy      *copy);
void        lim_put_back        (LimCopy      *copy);

static inline WayId
sim_limited_id (guint64 *chance)
{
  guint64 bits[2] = { sim_chance (chance), sim_chance (chance) };
  WayId id;

  memcpy (id.bytes, bits, sizeof id.bytes);
  return id;
}

G_END_DECLS
