/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The copies that this one knows of, and how far each is in step. */

#include "way-exchange-private.h"

#include <string.h>

#include "way-roster.h"

#define LEAST_DIGITS 8

void
way_exchange_copy_free (WayExchangeCopy *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}

static void
free_copy (gpointer data)
{
  way_exchange_copy_free (data);
}

static gboolean
count_waiting (WayDb            *db,
               WayExchangeCopy  *copy,
               GError          **error)
{
  g_autoptr(WayRanges) heard = NULL;
  g_autoptr(GArray) unheard = NULL;

  if (copy->own)
    return TRUE;
  heard = way_exchange_read_peer (db, &copy->id, error);
  unheard = heard != NULL ? way_exchange_list_unheard (db, heard, error) : NULL;
  if (unheard == NULL)
    return FALSE;
  copy->waiting = unheard->len;
  return TRUE;
}

/* What the copy calls itself; else what its device is called in the roster. */
static char *
dup_name (WayStmt         *stmt,
          const WayRoster *roster,
          const char      *own_name)
{
  const char *name = way_stmt_int (stmt, 2) != 0 ? own_name : way_stmt_text (stmt, 1);
  const WayRosterEntry *entry = NULL;

  if ((name == NULL || *name == '\0') && roster != NULL && !way_stmt_is_null (stmt, 5))
    {
      WayId device = way_stmt_id (stmt, 5);

      entry = way_roster_find (roster, &device);
    }
  return g_strdup (entry != NULL ? entry->device->name : name != NULL ? name : "");
}

GPtrArray *
way_exchange_copies (WayDb   *db,
                     GError **error)
{
  g_autoptr(GPtrArray) copies = g_ptr_array_new_with_free_func (free_copy);
  g_autofree char *own_name = way_db_dup_setting (db, "copy_name");
  g_autoptr(WayStmt) stmt = NULL;
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayRoster) roster = way_roster_read (db, NULL, &cause);
  WayStep step;
  WayId own;

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return NULL;
    }
  if (!way_exchange_read_own (db, &own, error))
    return NULL;
  stmt = way_db_prepare (db,
                         "SELECT known.id, peer.name, known.id = :own,"
                         " (SELECT max (at) FROM bundle WHERE NOT sent AND other = known.id),"
                         " (SELECT max (at) FROM bundle WHERE sent"
                         "  AND (other IS NULL OR other = known.id)),"
                         " (SELECT device FROM life WHERE life.replica = known.id)"
                         " FROM (SELECT id FROM replica UNION SELECT replica FROM peer) AS known"
                         " LEFT JOIN peer ON peer.replica = known.id"
                         " ORDER BY 3 DESC, 4 DESC NULLS LAST, known.id", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":own", &own);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayExchangeCopy *copy = g_new0 (WayExchangeCopy, 1);

      g_ptr_array_add (copies, copy);
      copy->id = way_stmt_id (stmt, 0);
      copy->own = way_stmt_int (stmt, 2) != 0;
      copy->enrolled = !way_stmt_is_null (stmt, 5);
      copy->name = dup_name (stmt, roster, own_name);
      copy->received = copy->own ? 0 : way_stmt_int (stmt, 3);
      copy->sent = copy->own ? 0 : way_stmt_int (stmt, 4);
    }
  if (step == WAY_STEP_ERROR)
    return NULL;
  for (guint i = 0; i < copies->len; i++)
    if (!count_waiting (db, g_ptr_array_index (copies, i), error))
      return NULL;
  return g_steal_pointer (&copies);
}

gboolean
way_exchange_find_copy (WayDb       *db,
                        const char  *digits,
                        WayId       *copy,
                        GError     **error)
{
  g_autoptr(GPtrArray) copies = way_exchange_copies (db, error);
  g_autofree char *wanted = g_ascii_strdown (digits, -1);
  guint n_found = 0;

  if (copies == NULL)
    return FALSE;
  for (guint i = 0; strlen (wanted) >= LEAST_DIGITS && i < copies->len; i++)
    {
      const WayExchangeCopy *one = g_ptr_array_index (copies, i);
      char text[WAY_ID_TEXT_SIZE];

      way_id_format (&one->id, text);
      if (one->own || !g_str_has_prefix (text, wanted))
        continue;
      *copy = one->id;
      n_found++;
    }
  if (n_found == 1)
    return TRUE;
  g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_UNKNOWN,
               n_found == 0 ? "“%s”: there is no other copy whose id begins so, with at least"
                              " eight digits"
                            : "“%s”: several copies’ ids begin so: give more digits", digits);
  return FALSE;
}
