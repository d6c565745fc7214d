/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Referrals and exclusions for the tables of a release. */

#include "way-release-facts.h"

static const char *
read_code (WayStmt *stmt,
           int      column)
{
  return g_intern_string (way_stmt_text (stmt, column));
}

static guint32
read_day (WayStmt *stmt,
          int      column,
          guint32  none)
{
  gint64 day = way_stmt_is_null (stmt, column) ? (gint64) none : way_stmt_int (stmt, column);

  return (guint32) CLAMP (day, 0, (gint64) G_MAXUINT32);
}

static gboolean
read_referrals (WayDb            *db,
                const GDate      *to,
                WayReleaseFacts  *facts,
                GError          **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (
    db, "SELECT route, stage, received, min ("
        " coalesce (closed, 4294967295),"
        " coalesce ((SELECT min (start) FROM placement WHERE placement.referral = r.id), 4294967295),"
        " coalesce ((SELECT min (date) FROM decision WHERE decision.referral = r.id AND outcome NOT IN"
        "  ('RETURNED_MORE_INFO', 'AGREED', 'AGREED_CONDITIONAL', 'WAITING_LIST')), 4294967295))"
        " FROM referral_view r WHERE received <= :to ORDER BY received, id", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":to", to);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayReferralFact fact = {
        .route = read_code (stmt, 0), .stage = read_code (stmt, 1),
        .received = read_day (stmt, 2, 0), .ended = read_day (stmt, 3, G_MAXUINT32),
      };

      g_array_append_val (facts->referrals, fact);
    }
  return step == WAY_STEP_DONE;
}

static gboolean
read_exclusions (WayDb            *db,
                 const GDate      *from,
                 const GDate      *to,
                 WayReleaseFacts  *facts,
                 GError          **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (
    db, "SELECT category, district.name FROM exclusion"
        " LEFT JOIN pupil_kept ON pupil_kept.pupil = exclusion.pupil"
        " LEFT JOIN pupil ON pupil.id = coalesce (pupil_kept.kept, exclusion.pupil)"
        " LEFT JOIN district ON district.id = pupil.home_district"
        " WHERE exclusion.\"from\" BETWEEN :from AND :to AND cancelled IS NULL"
        " ORDER BY exclusion.\"from\", exclusion.id", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":from", from);
  way_stmt_bind_date (stmt, ":to", to);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayExclusionFact fact = { read_code (stmt, 0), read_code (stmt, 1) };

      g_array_append_val (facts->exclusions, fact);
    }
  return step == WAY_STEP_DONE;
}

WayReleaseFacts *
way_release_facts_read (WayDb        *db,
                        const GDate  *from,
                        const GDate  *to,
                        GError      **error)
{
  g_autoptr(WayReleaseFacts) self = g_new0 (WayReleaseFacts, 1);

  self->referrals = g_array_new (FALSE, FALSE, sizeof (WayReferralFact));
  self->exclusions = g_array_new (FALSE, FALSE, sizeof (WayExclusionFact));
  if (!read_referrals (db, to, self, error) || !read_exclusions (db, from, to, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
way_release_facts_free (WayReleaseFacts *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->referrals, g_array_unref);
  g_clear_pointer (&self->exclusions, g_array_unref);
  g_free (self);
}
