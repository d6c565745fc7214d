/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rolls of one child, and of all.  The rule is in src/rules; this file brings
 * the rows to it, and a sentence back. */

#include "way-roll-check.h"

#include <string.h>

#include "way-directory.h"
#include "way-joins.h"

/* --- One child, before a write --- */

static WayRoll
roll_of (const WayEnrolment *enrolment)
{
  return (WayRoll) { enrolment->establishment, enrolment->status, enrolment->from, enrolment->to };
}

static gboolean
refuse_roll (WayDb               *db,
             const WayEnrolment  *other,
             WayRollFault         fault,
             GError             **error)
{
  const char *text = way_roll_fault_text (fault);
  g_autoptr(WayEstablishment) school = NULL;
  g_autofree char *from = NULL;

  if (other == NULL)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION, "status: %s", text);
      return FALSE;
    }
  school = way_records_get (db, &way_establishment_entity, &other->establishment, error);
  if (school == NULL && error != NULL && *error != NULL)
    return FALSE;
  from = way_date_to_iso (&other->from);
  g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
               "status: %s: %s has the child from %s", text,
               school != NULL ? school->name : "another school", from);
  return FALSE;
}

static gboolean
has_enrolment (const GPtrArray *rows,
               const WayId     *id)
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (way_id_equal (way_record_id (g_ptr_array_index (rows, i)), id))
      return TRUE;
  return FALSE;
}

/* The child's other enrolments: those planned, and of those stored the rest. */
static GPtrArray *
gather_others (const WayEnrolment *enrolment,
               const GPtrArray    *stored,
               const GPtrArray    *planned)
{
  GPtrArray *others = g_ptr_array_new ();

  for (guint i = 0; planned != NULL && i < planned->len; i++)
    g_ptr_array_add (others, g_ptr_array_index (planned, i));
  for (guint i = 0; i < stored->len; i++)
    {
      WayEnrolment *row = g_ptr_array_index (stored, i);

      if (!has_enrolment (planned, &row->id) && !way_id_equal (&row->id, &enrolment->id))
        g_ptr_array_add (others, row);
    }
  return others;
}

gboolean
way_roll_check (WayDb               *db,
                const WayEnrolment  *enrolment,
                const GPtrArray     *planned,
                GError             **error)
{
  g_autoptr(GPtrArray) stored = way_records_of (db, &way_enrolment_entity, "pupil",
                                                &enrolment->pupil, error);
  g_autoptr(GPtrArray) others = NULL;
  g_autoptr(GArray) rolls = g_array_new (FALSE, FALSE, sizeof (WayRoll));
  g_autoptr(GArray) findings = NULL;
  WayRoll self = roll_of (enrolment);

  if (stored == NULL)
    return FALSE;
  others = gather_others (enrolment, stored, planned);
  g_array_append_val (rolls, self);
  for (guint i = 0; i < others->len; i++)
    {
      WayRoll roll = roll_of (g_ptr_array_index (others, i));

      g_array_append_val (rolls, roll);
    }
  findings = way_registration_check_rolls ((const WayRoll *) (gpointer) rolls->data, rolls->len);
  for (guint i = 0; i < findings->len; i++)
    {
      const WayRollFinding *finding = &g_array_index (findings, WayRollFinding, i);

      /* Contradictions between others are not this write's. */
      if (finding->roll != 0 || (finding->fault == WAY_ROLL_NO_MAIN && planned != NULL))
        continue;
      return refuse_roll (db, finding->other == WAY_ROLL_NONE
                                ? NULL : g_ptr_array_index (others, finding->other - 1),
                          finding->fault, error);
    }
  return TRUE;
}

/* --- All children --- */

/* Where a roll stands. */
typedef struct
{
  WayId    id;
  gboolean is_placement;
} Source;

/* The rolls of one child while rows are read. */
typedef struct
{
  GArray *doubts;
  GDate   since;
  WayId   pupil;
  GArray *rolls;      /* WayRoll; status interned */
  GArray *sources;    /* Source of each */
} Reading;

/* While a setting shares the child, the school's roll is the main of two. */
static void
share_rolls (GArray *rolls)
{
  for (guint i = 0; i < rolls->len; i++)
    for (guint j = 0; j < rolls->len; j++)
      {
        WayRoll *one = &g_array_index (rolls, WayRoll, i);
        const WayRoll *other = &g_array_index (rolls, WayRoll, j);

        if (g_strcmp0 (one->status, "C") == 0 && g_strcmp0 (other->status, "S") == 0 &&
            !way_id_equal (&one->establishment, &other->establishment) &&
            way_date_overlap (&one->from, &one->to, &other->from, &other->to))
          one->status = "M";
      }
}

static const Source *
source_of (const Reading *self,
           guint          roll)
{
  return &g_array_index (self->sources, Source, roll);
}

/* Whether what was found still holds on or after the day. */
static gboolean
still_holds (const Reading        *self,
             const WayRollFinding *finding)
{
  const WayRoll *roll = &g_array_index (self->rolls, WayRoll, finding->roll);
  const WayRoll *other = finding->other == WAY_ROLL_NONE
                           ? roll : &g_array_index (self->rolls, WayRoll, finding->other);
  gboolean of_placement = source_of (self, finding->roll)->is_placement ||
                          (finding->other != WAY_ROLL_NONE &&
                           source_of (self, finding->other)->is_placement);
  const GDate none = way_date_none ();

  if (of_placement && way_date_compare (&finding->from, &self->since) > 0)
    return FALSE;
  return way_date_overlap (&self->since, &none, &roll->from, &roll->to) &&
         way_date_overlap (&self->since, &none, &other->from, &other->to);
}

static void
end_pupil (Reading *self)
{
  g_autoptr(GArray) findings = NULL;

  share_rolls (self->rolls);
  findings = way_registration_check_rolls ((const WayRoll *) (gpointer) self->rolls->data,
                                           self->rolls->len);
  for (guint i = 0; i < findings->len; i++)
    {
      const WayRollFinding *finding = &g_array_index (findings, WayRollFinding, i);
      WayRollDoubt doubt = { .pupil = self->pupil, .fault = finding->fault, .from = finding->from };

      if (!still_holds (self, finding))
        continue;
      doubt.roll = source_of (self, finding->roll)->id;
      doubt.is_placement = source_of (self, finding->roll)->is_placement;
      if (finding->other != WAY_ROLL_NONE)
        doubt.other = source_of (self, finding->other)->id;
      g_array_append_val (self->doubts, doubt);
    }
  g_array_set_size (self->rolls, 0);
  g_array_set_size (self->sources, 0);
}

static void
add_roll (Reading *self,
          WayStmt *stmt)
{
  Source source = { way_stmt_id (stmt, 1), way_stmt_int (stmt, 6) != 0 };
  WayRoll roll = { way_stmt_id (stmt, 2), g_intern_string (way_stmt_text (stmt, 3)),
                   way_stmt_date (stmt, 4), way_stmt_date (stmt, 5) };

  g_array_append_val (self->rolls, roll);
  g_array_append_val (self->sources, source);
}

/* A placement is a roll with the status that its registration has at a setting. */
#define ROLLS_SQL(whose) \
  "SELECT pupil, id, establishment, status, \"from\", \"to\", 0 FROM enrolment" \
  " WHERE pupil " whose \
  " UNION ALL" \
  " SELECT placement.pupil, placement.id, provision.establishment," \
  "  CASE placement.registration WHEN 'SINGLE_AP' THEN 'C' ELSE 'S' END," \
  "  placement.start, placement.\"end\", 1" \
  " FROM placement JOIN provision ON provision.id = placement.provision" \
  " JOIN establishment ON establishment.id = provision.establishment" \
  " WHERE placement.registration IS NOT NULL AND placement.pupil " whose \
  " ORDER BY 1, 5, 2"

static Reading
reading_begin (const GDate *since)
{
  return (Reading) { .doubts = g_array_new (FALSE, FALSE, sizeof (WayRollDoubt)),
                     .rolls = g_array_new (FALSE, FALSE, sizeof (WayRoll)),
                     .sources = g_array_new (FALSE, FALSE, sizeof (Source)), .since = *since };
}

/* Ends the last child; NULL where not all could be read. */
static GArray *
reading_end (Reading  *self,
             gboolean  is_whole)
{
  if (is_whole)
    end_pupil (self);
  else
    g_clear_pointer (&self->doubts, g_array_unref);
  g_array_unref (self->rolls);
  g_array_unref (self->sources);
  return self->doubts;
}

GArray *
way_roll_check_all (WayDb        *db,
                    const GDate  *since,
                    GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, ROLLS_SQL ("IS NOT NULL"), error);
  Reading reading;
  WayStep step;

  if (stmt == NULL)
    return NULL;
  reading = reading_begin (since);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId pupil = way_stmt_id (stmt, 0);

      if (!way_id_equal (&pupil, &reading.pupil))
        end_pupil (&reading);
      reading.pupil = pupil;
      add_roll (&reading, stmt);
    }
  return reading_end (&reading, step == WAY_STEP_DONE);
}

static gboolean
read_member (Reading      *self,
             WayDb        *db,
             const WayId  *member,
             GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, ROLLS_SQL ("= :pupil"), error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":pupil", member);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    add_roll (self, stmt);
  return step == WAY_STEP_DONE;
}

GArray *
way_roll_check_child (WayDb        *db,
                      const WayId  *pupil,
                      const GDate  *since,
                      GError      **error)
{
  g_autoptr(GArray) members = way_joins_members (db, pupil, error);
  Reading reading;
  gboolean is_whole = TRUE;

  if (members == NULL)
    return NULL;
  reading = reading_begin (since);
  reading.pupil = *pupil;
  for (guint i = 0; is_whole && i < members->len; i++)
    is_whole = read_member (&reading, db, &g_array_index (members, WayId, i), error);
  return reading_end (&reading, is_whole);
}
