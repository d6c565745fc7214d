/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Provisions against one child.  The work is counting: who is there in which
 * half day, and when the next one leaves. */

#include "way-match.h"

#include <string.h>

#include "way-codes.h"

/* --- Half days --- */

/* Bits for more than all half days of a week. */
#define MOST_SLOTS 16

static guint
slot_bit (const char *slot)
{
  const WayCode *code = way_codes_lookup ("session_slot", slot);

  return code != NULL && code->order < MOST_SLOTS ? 1u << code->order : 0;
}

guint
way_match_slots (const char *slots)
{
  g_auto(GStrv) codes = g_strsplit (slots != NULL ? slots : "", "|", -1);
  guint bits = 0;

  for (guint i = 0; codes[i] != NULL; i++)
    bits |= slot_bit (codes[i]);
  return bits;
}

guint
way_match_all_slots (void)
{
  static gsize ready;
  static guint all;

  if (g_once_init_enter (&ready))
    {
      g_autoptr(GPtrArray) codes = way_codes_list ("session_slot", NULL);

      for (guint i = 0; i < codes->len; i++)
        all |= slot_bit (((const WayCode *) g_ptr_array_index (codes, i))->id);
      g_once_init_leave (&ready, 1);
    }
  return all;
}

guint
way_match_count_slots (guint slots)
{
  guint count = 0;

  for (; slots != 0; slots &= slots - 1)
    count++;
  return count;
}

/* Whether one of the half days lies on the weekday. */
static gboolean
touches_weekday (guint slots,
                 int   weekday)
{
  g_autoptr(GPtrArray) codes = way_codes_list ("session_slot", NULL);

  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);

      if ((slots & slot_bit (code->id)) && way_code_get_int (code, "weekday", 0) == weekday)
        return TRUE;
    }
  return FALSE;
}

char *
way_match_weekdays (guint slots)
{
  g_autoptr(GPtrArray) days = way_codes_list ("weekday", NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < days->len; i++)
    {
      const WayCode *day = g_ptr_array_index (days, i);

      if (touches_weekday (slots, way_code_get_int (day, "number", 0)))
        g_string_append_printf (text, "%s%s", text->len > 0 ? "|" : "", day->id);
    }
  return g_string_free (text, FALSE);
}

/* --- Provisions --- */

static void
free_criterion (gpointer criterion)
{
  way_criterion_free (criterion);
}

WayMatchProvision *
way_match_provision_new (void)
{
  WayMatchProvision *self = g_new0 (WayMatchProvision, 1);

  self->criteria = g_ptr_array_new_with_free_func (free_criterion);
  self->stays = g_array_new (FALSE, FALSE, sizeof (WayMatchStay));
  self->places = g_array_new (FALSE, FALSE, sizeof (WayMatchPlaces));
  return self;
}

void
way_match_provision_free (WayMatchProvision *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->setting);
  g_free (self->outward);
  g_free (self->hold);
  g_ptr_array_unref (self->criteria);
  g_array_unref (self->stays);
  g_array_unref (self->places);
  g_free (self);
}

/* --- Room --- */

typedef struct
{
  gboolean known;
  gboolean has_places;    /* else only half days */
  int      places;
  int      half_days;
} Capacity;

static Capacity
capacity_on (const WayMatchProvision *self,
             guint32                  day)
{
  Capacity capacity = { 0 };

  for (guint i = 0; i < self->places->len; i++)
    {
      const WayMatchPlaces *row = &g_array_index (self->places, WayMatchPlaces, i);

      if (day < row->from || day > row->to)
        continue;
      capacity.known = TRUE;
      if (row->half_days)
        capacity.half_days += row->number;
      else
        {
          capacity.has_places = TRUE;
          capacity.places += row->number;
        }
    }
  return capacity;
}

/* Who is there: the most in any of the half days, and all half days together. */
static void
count_taken (const WayMatchProvision *self,
             guint                    slots,
             guint32                  day,
             gboolean                 expected,
             int                     *most,
             int                     *sessions)
{
  int taken[MOST_SLOTS] = { 0 };

  *most = *sessions = 0;
  for (guint i = 0; i < self->stays->len; i++)
    {
      const WayMatchStay *stay = &g_array_index (self->stays, WayMatchStay, i);

      if (day < stay->from || day > (expected ? stay->leaves : stay->to))
        continue;
      *sessions += (int) stay->sessions;
      for (guint slot = 0; slot < MOST_SLOTS; slot++)
        if (slots & stay->slots & (1u << slot))
          {
            taken[slot]++;
            *most = MAX (*most, taken[slot]);
          }
    }
}

static gboolean
count_room (const WayMatchProvision *self,
            guint                    slots,
            guint32                  day,
            gboolean                 expected,
            int                     *room)
{
  Capacity capacity = capacity_on (self, day);
  int most, sessions;

  if (!capacity.known || slots == 0)
    return FALSE;
  count_taken (self, slots, day, expected, &most, &sessions);
  if (capacity.has_places)
    *room = capacity.places - most;
  else
    {
      int left = capacity.half_days - sessions;
      int wanted = (int) way_match_count_slots (slots);

      *room = left >= 0 ? left / wanted : -((-left + wanted - 1) / wanted);
    }
  return TRUE;
}

gboolean
way_match_count_free (const WayMatchProvision *self,
                      guint                    slots,
                      guint32                  day,
                      int                     *free)
{
  return count_room (self, slots, day, FALSE, free);
}

/* Room can only grow on the day after somebody leaves, or on which places come
 * or come back. */
static void
try_day (const WayMatchProvision *self,
         guint                    slots,
         guint32                  after,
         guint32                  day,
         guint32                 *best)
{
  int room;

  if (day > after && (*best == 0 || day < *best) &&
      count_room (self, slots, day, TRUE, &room) && room > 0)
    *best = day;
}

guint32
way_match_first_free (const WayMatchProvision *self,
                      guint                    slots,
                      guint32                  day)
{
  guint32 best = 0;
  int room;

  if (!count_room (self, slots, day, FALSE, &room))
    return 0;
  if (room > 0)
    return day;
  for (guint i = 0; i < self->stays->len; i++)
    {
      const WayMatchStay *stay = &g_array_index (self->stays, WayMatchStay, i);

      if (stay->leaves != WAY_MATCH_OPEN)
        try_day (self, slots, day, stay->leaves + 1, &best);
    }
  for (guint i = 0; i < self->places->len; i++)
    {
      const WayMatchPlaces *row = &g_array_index (self->places, WayMatchPlaces, i);

      try_day (self, slots, day, row->from, &best);
      if (row->to != WAY_MATCH_OPEN)
        try_day (self, slots, day, row->to + 1, &best);
    }
  return best;
}

/* --- Testing --- */

const char *
way_match_test_name (const WayMatchTest *self)
{
  switch (self->kind)
    {
    case WAY_MATCH_TEST_OPEN:
      return "open";
    case WAY_MATCH_TEST_PLACE:
      return "place";
    case WAY_MATCH_TEST_HOLD:
      return "hold";
    case WAY_MATCH_TEST_CRITERION:
    default:
      return self->criterion->rule != NULL ? self->criterion->rule : "text";
    }
}

const char *
way_match_test_group (const WayMatchTest *self)
{
  const WayCode *rule = NULL;

  if (self->kind != WAY_MATCH_TEST_CRITERION)
    return "place";
  rule = way_codes_lookup ("criterion_rule", way_match_test_name (self));
  return rule != NULL ? way_code_get (rule, "group") : "other";
}

static void
clear_test (gpointer data)
{
  way_criterion_result_clear (&((WayMatchTest *) data)->result);
}

static void
free_line (gpointer data)
{
  WayMatchLine *self = data;

  g_array_unref (self->tests);
  g_free (self);
}

static void
add_test (WayMatchLine       *self,
          const WayMatchTest *test)
{
  self->verdict = MAX (self->verdict, test->result.verdict);
  self->n_failed += test->result.verdict == WAY_MATCH_FAIL;
  self->n_unknown += test->result.verdict == WAY_MATCH_UNKNOWN;
  g_array_append_vals (self->tests, test, 1);
}

static void
test_criteria (WayMatchLine      *self,
               const WayMatchAsk *ask)
{
  for (guint i = 0; i < self->provision->criteria->len; i++)
    {
      WayMatchTest test = { .criterion = g_ptr_array_index (self->provision->criteria, i) };

      way_criteria_test (test.criterion, ask->facts, &test.result);
      add_test (self, &test);
    }
}

static void
test_open (WayMatchLine *self,
           guint32       day)
{
  WayMatchTest test = { .kind = WAY_MATCH_TEST_OPEN };

  if (self->provision->opens <= day)
    return;
  test.result.verdict = WAY_MATCH_FAIL;
  test.result.reason = WAY_CRITERION_NOT_MET;
  self->first_day = self->provision->opens;
  add_test (self, &test);
}

/* While it is held, no place there is free for a new child. */
static void
test_hold (WayMatchLine *self,
           guint32       day)
{
  WayMatchTest test = { .kind = WAY_MATCH_TEST_HOLD };

  if (self->provision->held == 0 || self->provision->held > day)
    return;
  test.result.verdict = WAY_MATCH_FAIL;
  test.result.reason = WAY_CRITERION_NOT_MET;
  add_test (self, &test);
}

static void
test_place (WayMatchLine      *self,
            const WayMatchAsk *ask,
            guint32            day)
{
  WayMatchTest test = { .kind = WAY_MATCH_TEST_PLACE };

  self->free_known = way_match_count_free (self->provision, ask->slots, day, &self->free);
  if (!self->free_known)
    {
      test.result.verdict = WAY_MATCH_UNKNOWN;
      test.result.reason = WAY_CRITERION_NOT_KNOWN;
    }
  else if (self->free <= 0)
    {
      test.result.verdict = WAY_MATCH_FAIL;
      test.result.reason = WAY_CRITERION_NOT_MET;
      test.result.has_change = TRUE;
      test.result.change = (WayChildFact) { .known = TRUE, .number = 1 - self->free };
    }
  if (self->first_day == 0)
    self->first_day = way_match_first_free (self->provision, ask->slots, day);
  add_test (self, &test);
}

static WayTravel
find_travel (const WayMatchProvision *provision,
             const WayMatchAsk       *ask)
{
  if (provision->outward == NULL || ask->outward == NULL)
    return WAY_TRAVEL_UNKNOWN;
  return strcmp (provision->outward, ask->outward) == 0 ? WAY_TRAVEL_SAME : WAY_TRAVEL_OTHER;
}

static WayMatchLine *
test_provision (const WayMatchProvision *provision,
                const WayMatchAsk       *ask)
{
  WayMatchLine *self = g_new0 (WayMatchLine, 1);
  guint32 day = way_date_julian (&ask->facts->on);

  self->provision = provision;
  self->travel = find_travel (provision, ask);
  self->tests = g_array_sized_new (FALSE, FALSE, sizeof (WayMatchTest),
                                   provision->criteria->len + 2);
  g_array_set_clear_func (self->tests, clear_test);
  test_criteria (self, ask);
  test_hold (self, day);
  test_open (self, day);
  test_place (self, ask, day);
  return self;
}

/* --- Ranking --- */

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return (a > b) - (a < b);
}

/* A day that cannot be told comes last. */
static gint64
waiting (const WayMatchLine *self)
{
  return self->first_day != 0 ? (gint64) self->first_day : G_MAXINT64;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const WayMatchLine *one = *(const WayMatchLine *const *) a;
  const WayMatchLine *other = *(const WayMatchLine *const *) b;
  const int orders[] = {
    compare_numbers (one->n_failed, other->n_failed),
    compare_numbers (one->n_unknown, other->n_unknown),
    compare_numbers (waiting (one), waiting (other)),
    compare_numbers (other->travel == WAY_TRAVEL_SAME, one->travel == WAY_TRAVEL_SAME),
    compare_numbers (other->free, one->free),
    g_strcmp0 (one->provision->name, other->provision->name),
  };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    if (orders[i] != 0)
      return orders[i];
  return way_id_compare (&one->provision->id, &other->provision->id);
}

GPtrArray *
way_match_run (const GPtrArray   *provisions,
               const WayMatchAsk *ask)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (free_line);

  for (guint i = 0; i < provisions->len; i++)
    g_ptr_array_add (lines, test_provision (g_ptr_array_index (provisions, i), ask));
  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    {
      WayMatchLine *line = g_ptr_array_index (lines, i);

      line->rank = line->n_failed == 0 ? i + 1 : 0;
    }
  return lines;
}
