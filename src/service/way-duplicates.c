/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding, joining and taking apart the records of a child that was recorded
 * twice. */

#include "way-duplicates.h"

#include "way-joins.h"
#include "way-text.h"

void
way_duplicate_free (WayDuplicate *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->one, way_pupil_free);
  g_clear_pointer (&self->other, way_pupil_free);
  g_clear_pointer (&self->differences, g_ptr_array_unref);
  g_free (self);
}

static void
difference_free (gpointer data)
{
  WayDifference *self = data;

  g_free (self->one);
  g_free (self->other);
  g_free (self);
}

/* --- Finding --- */

/* Where a child lives who must not be found is nobody's to compare. */
static gboolean
is_hidden (const WayField *field,
           const WayPupil *one,
           const WayPupil *other)
{
  static const char *const address[] = { "home_district", "street", "town", "postcode", NULL };

  return (one->address_hidden == 1 || other->address_hidden == 1) &&
         g_strv_contains (address, field->name);
}

static GPtrArray *
find_differences (const WayPupil *one,
                  const WayPupil *other)
{
  const WayEntity *entity = &way_pupil_entity;
  GPtrArray *found = g_ptr_array_new_with_free_func (difference_free);

  for (guint i = 0; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      WayValue a = way_field_get (field, one);
      WayValue b = way_field_get (field, other);
      WayDifference *difference;

      if (field->kind == WAY_KIND_ID || (field->flags & WAY_FIELD_DERIVED) != 0 ||
          way_value_equal (&a, &b) || is_hidden (field, one, other))
        continue;
      difference = g_new0 (WayDifference, 1);
      difference->field = field;
      difference->one = way_field_to_text (field, one);
      difference->other = way_field_to_text (field, other);
      g_ptr_array_add (found, difference);
    }
  return found;
}

static gboolean
is_same_name (const char *one,
              const char *other)
{
  g_autofree char *a = way_text_fold (one);
  g_autofree char *b = way_text_fold (other);

  return g_str_equal (a, b);
}

/* By what two records can be said to be of one child. */
static const WayCode *
find_ground (const WayPupil *one,
             const WayPupil *other)
{
  const char *ground = "SAID";

  if (one->upn != NULL && g_strcmp0 (one->upn, other->upn) == 0)
    ground = way_date_is_set (&one->birth) && way_date_is_set (&other->birth) &&
             way_date_compare (&one->birth, &other->birth) == 0 &&
             one->surname != NULL && other->surname != NULL &&
             is_same_name (one->surname, other->surname)
               ? "SAME_CHILD" : "SAME_UPN";
  return way_codes_lookup ("join_ground", ground);
}

static WayDuplicate *
load_pair (WayDb              *db,
           const WayJoinPair  *pair,
           GError            **error)
{
  g_autoptr(WayDuplicate) self = g_new0 (WayDuplicate, 1);

  self->one = way_act_get (db, &way_pupil_entity, &pair->one, error);
  self->other = self->one != NULL ? way_act_get (db, &way_pupil_entity, &pair->other, error)
                                  : NULL;
  if (self->other == NULL)
    return NULL;
  self->ground = find_ground (self->one, self->other);
  self->differences = find_differences (self->one, self->other);
  return g_steal_pointer (&self);
}

static GPtrArray *
load_pairs (WayDb         *db,
            const GArray  *pairs,
            GError       **error)
{
  g_autoptr(GPtrArray) found = NULL;

  if (pairs == NULL)
    return NULL;
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) way_duplicate_free);
  for (guint i = 0; i < pairs->len; i++)
    {
      WayDuplicate *one = load_pair (db, &g_array_index (pairs, WayJoinPair, i), error);

      if (one == NULL)
        return NULL;
      g_ptr_array_add (found, one);
    }
  return g_steal_pointer (&found);
}

static int
compare_sure (gconstpointer a,
              gconstpointer b)
{
  const WayDuplicate *one = *(WayDuplicate *const *) a;
  const WayDuplicate *other = *(WayDuplicate *const *) b;
  int order = way_code_is (other->ground, "sure") - way_code_is (one->ground, "sure");

  if (order == 0)
    order = way_id_compare (&one->one->id, &other->one->id);
  return order != 0 ? order : way_id_compare (&one->other->id, &other->other->id);
}

GPtrArray *
way_duplicates_list (WayDb   *db,
                     GError **error)
{
  g_autoptr(GArray) pairs = way_joins_suspects (db, error);
  GPtrArray *found = load_pairs (db, pairs, error);

  if (found != NULL)
    g_ptr_array_sort (found, compare_sure);
  return found;
}

/* The ground that was written down when the record was joined. */
static gboolean
read_ground (WayDb         *db,
             WayDuplicate  *one,
             GError       **error)
{
  g_autoptr(GArray) pupils = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_autoptr(GPtrArray) joins = NULL;
  const WayPupilJoin *join;

  g_array_append_val (pupils, one->other->id);
  joins = way_joins_live (db, pupils, error);
  if (joins == NULL)
    return FALSE;
  join = joins->len > 0 ? g_ptr_array_index (joins, 0) : NULL;
  if (join != NULL && join->ground != NULL && way_codes_has ("join_ground", join->ground))
    one->ground = way_codes_lookup ("join_ground", join->ground);
  return TRUE;
}

GPtrArray *
way_duplicates_joined (WayDb   *db,
                       GError **error)
{
  g_autoptr(GArray) pairs = way_joins_list (db, error);
  g_autoptr(GPtrArray) found = load_pairs (db, pairs, error);

  for (guint i = 0; found != NULL && i < found->len; i++)
    if (!read_ground (db, g_ptr_array_index (found, i), error))
      return NULL;
  return g_steal_pointer (&found);
}

/* --- Joining --- */

typedef struct
{
  const WayAct *act;
  const WayId  *one;
  const WayId  *other;
  guint         n;
} Joining;

/* Writes the join, of the smaller id with the larger. */
static gboolean
insert_join (WayDb         *db,
             const WayAct  *act,
             const WayId   *one,
             const WayId   *other,
             const char    *ground,
             GError       **error)
{
  g_autoptr(WayPupilJoin) join = way_pupil_join_new ();
  gboolean in_order = way_id_compare (one, other) < 0;

  join->pupil = in_order ? *one : *other;
  join->other = in_order ? *other : *one;
  join->ground = g_strdup (ground);
  join->joined = act->today;
  join->joined_by = g_strdup (act->who);
  return way_records_insert (db, &way_pupil_join_entity, join, error);
}

static gboolean
check_apart (WayDb        *db,
             const WayId  *one,
             const WayId  *other,
             GError      **error)
{
  WayId a, b;

  if (way_id_equal (one, other))
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                   "A record cannot be joined with itself.");
      return FALSE;
    }
  if (!way_joins_kept (db, one, &a, error) || !way_joins_kept (db, other, &b, error))
    return FALSE;
  if (way_id_equal (&a, &b))
    g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE,
                 "These two records are joined already.");
  return !way_id_equal (&a, &b);
}

static gboolean
write_join (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  const Joining *self = data;
  WayJoinPair pair = { *self->one, *self->other };
  g_autoptr(WayDuplicate) two = load_pair (db, &pair, error);

  return two != NULL && check_apart (db, self->one, self->other, error) &&
         insert_join (db, self->act, self->one, self->other, two->ground->id, error);
}

gboolean
way_duplicates_join (WayAct       *act,
                     const WayId  *one,
                     const WayId  *other,
                     GError      **error)
{
  Joining joining = { act, one, other, 0 };

  return way_act_write (act, "Join two records of one child", write_join, &joining, error);
}

static gboolean
write_sure (WayDb     *db,
            gpointer   data,
            GError   **error)
{
  Joining *self = data;
  g_autoptr(GPtrArray) found = way_duplicates_list (db, error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      const WayDuplicate *one = g_ptr_array_index (found, i);

      if (!way_code_is (one->ground, "sure"))
        continue;
      if (!insert_join (db, self->act, &one->one->id, &one->other->id, one->ground->id, error))
        return FALSE;
      self->n++;
    }
  return TRUE;
}

gboolean
way_duplicates_join_sure (WayAct  *act,
                          guint   *n,
                          GError **error)
{
  Joining joining = { act, NULL, NULL, 0 };
  gboolean done = way_act_write (act, "Join records of the same children", write_sure, &joining,
                                 error);

  *n = done ? joining.n : 0;
  return done;
}

/* --- Taking apart --- */

typedef struct
{
  const WayAct *act;
  const WayId  *pupil;
} Parting;

static gboolean
end_joins (WayDb         *db,
           const WayAct  *act,
           GPtrArray     *joins,
           GError       **error)
{
  for (guint i = 0; i < joins->len; i++)
    {
      WayPupilJoin *join = g_ptr_array_index (joins, i);

      /* A copy whose clock goes ahead may have joined them tomorrow. */
      join->ended = way_date_is_set (&join->joined) &&
                    way_date_compare (&join->joined, &act->today) > 0 ? join->joined : act->today;
      g_free (join->ended_by);
      join->ended_by = g_strdup (act->who);
      if (!way_records_update (db, &way_pupil_join_entity, join, error))
        return FALSE;
    }
  return TRUE;
}

/* Those that were joined by way of the one that went. */
static gboolean
join_rest (WayDb         *db,
           const WayAct  *act,
           const GArray  *members,
           const WayId   *gone,
           GError       **error)
{
  const WayId *first = NULL;

  for (guint i = 0; i < members->len; i++)
    {
      const WayId *one = &g_array_index (members, WayId, i);
      WayId a, b;

      if (way_id_equal (one, gone))
        continue;
      if (first == NULL)
        {
          first = one;
          continue;
        }
      if (!way_joins_kept (db, first, &a, error) || !way_joins_kept (db, one, &b, error) ||
          (!way_id_equal (&a, &b) && !insert_join (db, act, first, one, "SAID", error)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_parting (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  const Parting *self = data;
  g_autoptr(GArray) members = way_joins_members (db, self->pupil, error);
  g_autoptr(GArray) one = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_autoptr(GPtrArray) joins = NULL;

  if (members == NULL)
    return FALSE;
  g_array_append_val (one, *self->pupil);
  joins = way_joins_live (db, one, error);
  if (joins == NULL)
    return FALSE;
  if (joins->len == 0)
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE,
                   "This record is not joined with another.");
      return FALSE;
    }
  return end_joins (db, self->act, joins, error) &&
         join_rest (db, self->act, members, self->pupil, error);
}

gboolean
way_duplicates_part (WayAct       *act,
                     const WayId  *pupil,
                     GError      **error)
{
  Parting parting = { act, pupil };

  return way_act_write (act, "Take records of two children apart", write_parting, &parting,
                        error);
}
