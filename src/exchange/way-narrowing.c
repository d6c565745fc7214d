/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A narrower role takes fields back.  What the copy may hold is noted as a digest of
 * its classes: a change of role shows there, and so does a change of the program. */

#include "way-narrowing.h"

#include <sodium.h>

#include "way-bug-private.h"
#include "way-copies.h"

#define HELD "held-classes"      /* setting: what is here fits this; nothing: it fits none */
#define TURNED "turned-to"       /* setting: what the last turn led to */
#define TURNS "turns"            /* setting: how many there were */

typedef struct
{
  guint        role;
  WayMergeKeep keep;
  gpointer     data;
} Narrowing;

char *
way_narrowing_describe (guint role)
{
  const WayEntity *const *entities = way_entities ();
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  guint8 hash[WAY_HASH_SIZE];
  char text[2 * sizeof hash + 1];

  way_bytes_put_uint (bytes, role);
  for (guint i = 0; entities[i] != NULL; i++)
    {
      if (!way_copies_may_hold (entities[i], role))
        continue;
      way_bytes_put_uint (bytes, entities[i]->number);
      way_bytes_put_uint (bytes, way_copies_classes (entities[i], role));
    }
  crypto_generichash (hash, sizeof hash, bytes->data, bytes->len, NULL, 0);
  return g_strdup (sodium_bin2hex (text, sizeof text, hash, sizeof hash));
}

static guint
find_classes (const WayEntity *entity,
              gpointer         data)
{
  const Narrowing *self = data;

  return way_copies_classes (entity, self->role);
}

static gboolean
ask (WayDb        *db,
     const WayId  *row,
     gboolean     *keep,
     gpointer      data,
     GError      **error)
{
  Narrowing *self = data;

  return self->keep (db, row, keep, self->data, error);
}

guint64
way_narrowing_turns (WayDb *db)
{
  g_autofree char *turns = way_db_dup_setting (db, TURNS);

  return turns != NULL ? g_ascii_strtoull (turns, NULL, 10) : 0;
}

/* Once for each change, however often rows had to stay. */
static gboolean
turn (WayDb       *db,
      const char  *held,
      GError     **error)
{
  g_autofree char *turned = way_db_dup_setting (db, TURNED);
  g_autofree char *turns = g_strdup_printf ("%" G_GUINT64_FORMAT, way_narrowing_turns (db) + 1);

  return g_strcmp0 (turned, held) == 0 ||
         (way_db_set_setting (db, TURNS, turns, error) &&
          way_db_set_setting (db, TURNED, held, error));
}

gboolean
way_narrowing_run (WayDb         *db,
                   guint          role,
                   WayMergeKeep   keep,
                   gpointer       data,
                   gboolean      *narrowed,
                   GError       **error)
{
  g_autofree char *held = way_db_dup_setting (db, HELD);
  g_autofree char *now = way_narrowing_describe (role);
  Narrowing self = { role, keep, data };
  guint rows, kept;

  *narrowed = FALSE;
  if (g_strcmp0 (held, now) == 0 || way_bug (122))
    return TRUE;
  if (held == NULL)
    return way_db_set_setting (db, HELD, now, error) &&
           way_db_set_setting (db, TURNED, now, error);
  if (!turn (db, now, error) ||
      !way_merge_narrow (db, find_classes, ask, &self, &rows, &kept, error))
    return FALSE;
  *narrowed = rows > 0;
  return (kept > 0 && way_bug (134)) ||
         way_db_set_setting (db, HELD, kept > 0 ? "" : now, error);
}
