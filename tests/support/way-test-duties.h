/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-duties.h"
#include "way-statutory.h"
#include "way-test-world.h"

/* The duties of a small authority on a day. */
typedef struct
{
  WayFacts  *facts;
  GPtrArray *duties;
} WayTestDuties;

static inline void
way_test_duties_clear (WayTestDuties *list)
{
  g_clear_pointer (&list->duties, g_ptr_array_unref);
  g_clear_pointer (&list->facts, way_facts_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayTestDuties, way_test_duties_clear)

/* since may be NULL. */
static inline WayTestDuties
way_test_duties (WayTestWorld *world,
                 const char   *today,
                 const char   *since)
{
  WayTestDuties list = { NULL };
  WayDutiesFilter filter = { .since = since != NULL ? way_test_date (since) : way_date_none () };
  GDate day = way_test_date (today);
  g_autoptr(GError) error = NULL;

  list.facts = way_facts_new (world->db, &error);
  g_assert_no_error (error);
  list.duties = way_duties_list (list.facts, &day, &filter, &error);
  g_assert_no_error (error);
  return list;
}

/* The first of a rule; NULL: there is none. */
static inline const WayDutyFact *
way_test_duty (const WayTestDuties *list,
               const char          *rule)
{
  for (guint i = 0; i < list->duties->len; i++)
    {
      const WayDutyFact *fact = g_ptr_array_index (list->duties, i);

      if (g_str_equal (fact->rule->id, rule))
        return fact;
    }
  return NULL;
}

/* "2026-11-12 due 2", or "none". */
static inline char *
way_test_say_duty (const WayTestDuties *list,
                   const char          *rule)
{
  const WayDutyFact *fact = way_test_duty (list, rule);
  g_autofree char *due = fact != NULL ? way_date_to_iso (&fact->due) : NULL;

  return fact != NULL ? g_strdup_printf ("%s %s %d", due, way_duty_state_code (fact->duty.state),
                                         fact->duty.days_left)
                      : g_strdup ("none");
}

#define way_test_assert_duty(list, rule, expected)                     \
  G_STMT_START {                                                        \
    g_autofree char *said_ = way_test_say_duty (list, rule);            \
    g_assert_cmpstr (said_, ==, expected);                              \
  } G_STMT_END

/* A record of the world's pupil and school, its fields as on the command line:
 * "category=PERM from=2026-11-05". */
static inline WayId
way_test_put_fields (WayTestWorld    *world,
                     const WayEntity *entity,
                     const char      *fields)
{
  g_auto(GStrv) pairs = g_strsplit (fields, " ", -1);
  gpointer record = way_record_new (entity);
  const struct { const char *field; const WayId *id; } given[] = {
    { "pupil", &world->pupil }, { "establishment", &world->school },
    { "provision", &world->provision },
  };

  way_record_start (entity, record);
  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    {
      const WayField *field = way_entity_field (entity, given[i].field);
      WayValue value = { .type = WAY_VALUE_ID, .id = *given[i].id };

      if (field != NULL && field->kind == WAY_KIND_REFERENCE)
        way_field_set (field, record, &value);
    }
  for (guint i = 0; pairs[i] != NULL && *pairs[i] != '\0'; i++)
    {
      g_auto(GStrv) pair = g_strsplit (pairs[i], "=", 2);
      g_autoptr(GError) error = NULL;

      way_field_from_text (way_entity_field (entity, pair[0]), record, pair[1], &error);
      g_assert_no_error (error);
    }
  return way_test_put (world, entity, record);
}
