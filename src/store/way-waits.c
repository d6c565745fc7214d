/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who waits, and for how long, is kept by triggers beside the records from which it
 * follows; here both are compared. */

#include "way-waits-private.h"

/* What is said and not kept, and what is kept and not said: of those kept, all but as
 * many as are said and kept. */
#define WRONG(kept, said, same)                                                 \
  "WITH missing (n) AS (SELECT count (*) FROM " said " AS said"                 \
  "  WHERE NOT EXISTS (SELECT 1 FROM " kept " AS kept WHERE " same "))"         \
  " SELECT 2 * n + (SELECT count (*) FROM " kept ") - (SELECT count (*) FROM " said ")" \
  " FROM missing"

#define SAME_WAIT                                                               \
  "kept.gone = said.gone AND kept.referral = said.referral"                     \
  " AND kept.pupil IS said.pupil AND kept.received IS said.received"
#define SAME_FAIR_ACCESS                                                        \
  "kept.decision = said.decision AND kept.pupil IS said.pupil AND kept.day IS said.day" \
  " AND kept.met IS said.met AND kept.birth IS said.birth AND kept.school IS said.school" \
  " AND kept.asks IS said.asks"

static gboolean
compare (WayDb       *db,
         const char  *sql,
         const char  *whose,
         GPtrArray   *findings,
         GError     **error)
{
  gint64 wrong;

  if (!way_db_get_int (db, sql, 0, &wrong, error))
    return FALSE;
  if (wrong > 0)
    g_ptr_array_add (findings, g_strdup_printf (
      "%s, %" G_GINT64_FORMAT " are not kept as they are recorded", whose, wrong));
  return TRUE;
}

gboolean
way_waits_verify (WayDb      *db,
                  GPtrArray  *findings,
                  GError    **error)
{
  return compare (db, WRONG ("referral_wait", "referral_wait_said", SAME_WAIT),
                  "referral: of those who waited for a place", findings, error) &&
         compare (db, WRONG ("fair_access", "fair_access_said", SAME_FAIR_ACCESS),
                  "decision: of those who were passed to fair access", findings, error);
}
