/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conflicts at scale: which fields a rule may be set for, what rules and people settle
 * at once, and what is left to people. */
#include "way-settle.h"

#include <string.h>

#include "way-db-private.h"
#include "way-test-devices.h"

typedef struct
{
  WayTestDevices  base;
  WayTestDevice  *second;      /* an office */
  WayTestDevice  *school;
} World;

/* One clock for all copies, a second on at each look: what was typed later is newer. */
static gint64
seconds_on (gpointer data)
{
  static gint64 seconds;

  return g_get_real_time () + ++seconds * G_USEC_PER_SEC;
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  world->base.in_memory = data == NULL;
  way_test_devices_init (&world->base);
  world->second = way_test_devices_enrol (&world->base, WAY_COPY_OFFICE, NULL);
  world->school = way_test_devices_enrol (&world->base, WAY_COPY_SCHOOL, &world->base.school->id);
  way_db_set_clock (world->base.office, seconds_on, NULL);
  way_db_set_clock (world->second->db, seconds_on, NULL);
  way_db_set_clock (world->school->db, seconds_on, NULL);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  way_test_devices_clear (&world->base);
}

/* --- Which fields --- */

/* What exchange.md 3 leaves to people, said over again as a list of what it is. */
static gboolean
is_for_people (const WayField *field)
{
  switch (field->kind)
    {
    case WAY_KIND_DATE:
    case WAY_KIND_CODE:
    case WAY_KIND_CODES:
    case WAY_KIND_REFERENCE:
    case WAY_KIND_ID:
    case WAY_KIND_LONG_TEXT:
    case WAY_KIND_MONEY:
    case WAY_KIND_BOOLEAN:
      return TRUE;
    case WAY_KIND_TEXT:
    case WAY_KIND_INTEGER:
    default:
      return field->sensitivity != WAY_CLASS_OPEN || (field->flags & WAY_FIELD_KEY) != 0;
    }
}

static void
test_which_fields_are_harmless (void)
{
  static const char *const harmless[] = {
    "establishment.trust", "establishment.roll", "establishment.street",
    "establishment.locality", "establishment.town", "establishment.postcode",
    "establishment.telephone", "establishment.website", "establishment.email",
    "establishment.head", "site.street", "site.town", "site.postcode", "site.telephone",
    "provision.contact", "provision.telephone", "provision.email"
  };
  const WayEntity *const *entities = way_entities ();
  guint found = 0;

  for (guint i = 0; entities[i] != NULL; i++)
    for (guint j = 0; j < entities[i]->n_fields; j++)
      {
        const WayField *field = &entities[i]->fields[j];
        g_autofree char *name = g_strconcat (entities[i]->name, ".", field->name, NULL);

        if (!way_field_is_harmless (field))
          {
            g_assert_cmpuint (field->flags & WAY_FIELD_HARMLESS, ==, 0);
            continue;
          }
        if (is_for_people (field))
          g_error ("%s is for people to settle", name);
        if (found >= G_N_ELEMENTS (harmless) || strcmp (harmless[found], name) != 0)
          g_error ("%s is not in the list", name);
        found++;
      }
  g_assert_cmpuint (found, ==, G_N_ELEMENTS (harmless));
}

static void
test_rules_are_checked (void)
{
  static const struct
  {
    const char *entity;
    const char *field;
    const char *keep;
    const char *says;       /* NULL: may be set */
  } cases[] = {
    { "establishment", "telephone", "newest", NULL },
    { "provision", "contact", "office", NULL },
    { "establishment", "status", "newest", "field:" },
    { "establishment", "closed", "newest", "field:" },
    { "establishment", "name", "newest", "field:" },
    { "establishment", "urn", "newest", "field:" },
    { "establishment", "note", "newest", "field:" },
    { "placement", "provision", "newest", "field:" },
    { "placement", "end", "newest", "field:" },
    { "need", "kind", "newest", "field:" },
    { "pupil", "surname", "newest", "field:" },
    { "assurance", "outcome", "office", "field:" },
    { "establishment", "nonsense", "newest", "field:" },
    { "nonsense", "telephone", "newest", "entity:" },
    { "establishment", "telephone", "oldest", "keep:" },
    { "establishment", NULL, "newest", "field:" },
    { NULL, "telephone", "newest", "entity:" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(WayConflictRule) rule = way_conflict_rule_new ();
      g_autoptr(GError) error = NULL;

      rule->entity = g_strdup (cases[i].entity);
      rule->field = g_strdup (cases[i].field);
      rule->keep = g_strdup (cases[i].keep);
      if (way_record_check (&way_conflict_rule_entity, rule, &error) != (cases[i].says == NULL) ||
          (error != NULL && !g_str_has_prefix (error->message, cases[i].says)))
        g_error ("%s.%s: %s", cases[i].entity, cases[i].field,
                 error != NULL ? error->message : "may be set");
    }
}

/* --- Copies that differ --- */

static void
type (World      *world,
      WayDb      *db,
      const char *field,
      const char *text)
{
  g_autoptr(WayEstablishment) school =
    way_records_get (db, &way_establishment_entity, &world->base.school->id, NULL);

  way_field_from_text (way_entity_field (&way_establishment_entity, field), school, text, NULL);
  way_test_update (db, &way_establishment_entity, school);
}

static char *
shown (World      *world,
       WayDb      *db,
       const char *field)
{
  g_autoptr(WayEstablishment) school =
    way_records_get (db, &way_establishment_entity, &world->base.school->id, NULL);

  return way_field_to_text (way_entity_field (&way_establishment_entity, field), school);
}

static void
assert_shown (World      *world,
              WayDb      *db,
              const char *field,
              const char *text)
{
  g_autofree char *there = shown (world, db, field);

  g_assert_cmpstr (there, ==, text);
}

static void
assert_conflicts (WayDb  *db,
                  gint64  expected)
{
  gint64 count;

  g_assert_true (way_conflicts_count (db, &count, NULL));
  g_assert_cmpint (count, ==, expected);
}

/* One file, taken in as the program does. */
static WayMergeReport
post (World         *world,
      WayDb         *from,
      WayDb         *to,
      const WayId   *device)
{
  WayTakeOptions options = { .today = way_test_devices_today () };
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  way_test_devices_send (&world->base, from, device);
  way_settle_take (to, "Ann", world->base.mail, &options, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  return report;
}

static WayMergeReport
from_school (World *world)
{
  return post (world, world->school->db, world->base.office, &world->base.own->id);
}

static WayMergeReport
from_second (World *world)
{
  return post (world, world->second->db, world->base.office, &world->base.own->id);
}

static WayMergeReport
to_second (World *world)
{
  return post (world, world->base.office, world->second->db, &world->second->device->id);
}

static void
set_rule (WayDb      *db,
          const char *field,
          const char *keep)
{
  g_autoptr(WayConflictRule) rule = way_conflict_rule_new ();

  rule->entity = g_strdup ("establishment");
  rule->field = g_strdup (field);
  rule->keep = g_strdup (keep);
  rule->by = g_strdup ("Bea");
  rule->since = way_test_devices_today ();
  way_test_insert (db, &way_conflict_rule_entity, rule);
}

static gint64
count_edits (WayDb      *db,
             const char *like)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM edit WHERE name LIKE '%s'", like);
  gint64 count;

  g_assert_true (way_db_get_int (db, sql, 0, &count, NULL));
  return count;
}

/* --- Rules --- */

static void
test_the_newest_is_kept (World         *world,
                         gconstpointer  data)
{
  WayMergeReport report;

  set_rule (world->base.office, "telephone", "newest");
  type (world, world->base.office, "telephone", "0121 1");
  type (world, world->base.office, "status", "2");
  type (world, world->school->db, "telephone", "0121 2");
  report = from_school (world);
  g_assert_cmpuint (report.settled, ==, 1);
  g_assert_cmpuint (report.conflicts, ==, 0);
  assert_conflicts (world->base.office, 0);
  assert_shown (world, world->base.office, "telephone", "0121 2");
  g_assert_cmpint (count_edits (world->base.office, "Settle by rule: Establishments, Telephone%"), ==,
                   1);
}

static void
test_the_offices_is_kept (World         *world,
                          gconstpointer  data)
{
  set_rule (world->base.office, "telephone", "office");
  type (world, world->base.office, "telephone", "0121 1");
  type (world, world->school->db, "telephone", "0121 2");
  g_assert_cmpuint (from_school (world).settled, ==, 1);
  assert_conflicts (world->base.office, 0);
  assert_shown (world, world->base.office, "telephone", "0121 1");
}

static void
test_offices_that_differ_are_asked (World         *world,
                                    gconstpointer  data)
{
  set_rule (world->base.office, "telephone", "office");
  type (world, world->base.office, "telephone", "0121 1");
  type (world, world->second->db, "telephone", "0121 2");
  g_assert_cmpuint (from_second (world).settled, ==, 0);
  assert_conflicts (world->base.office, 1);
}

static void
test_other_fields_are_asked (World         *world,
                             gconstpointer  data)
{
  WayMergeReport report;

  set_rule (world->base.office, "telephone", "newest");
  type (world, world->base.office, "telephone", "0121 1");
  type (world, world->base.office, "website", "a.example.org");
  type (world, world->second->db, "telephone", "0121 2");
  type (world, world->second->db, "website", "b.example.org");
  type (world, world->base.office, "status", "2");
  type (world, world->second->db, "status", "3");
  report = from_second (world);
  g_assert_cmpuint (report.settled, ==, 1);
  g_assert_cmpuint (report.conflicts, ==, 2);
  assert_conflicts (world->base.office, 2);
}

/* A rule that came in an older or newer program for what it may not be set for. */
static void
test_a_rule_for_a_status_counts_nothing (World         *world,
                                         gconstpointer  data)
{
  WayDb *db = world->base.office;

  set_rule (db, "telephone", "newest");
  type (world, db, "status", "2");
  type (world, world->second->db, "status", "3");
  from_second (world);
  {
    g_autoptr(WayConflictRule) rule = way_conflict_rule_new ();
    g_autoptr(GPtrArray) rules = way_settle_rules (db, NULL);

    rule->entity = g_strdup ("establishment");
    rule->field = g_strdup ("status");
    rule->keep = g_strdup ("newest");
    g_assert_false (way_settle_rule_counts (rule, rules));
    g_assert_true (way_settle_rule_counts (g_ptr_array_index (rules, 0), rules));
  }
  assert_conflicts (db, 1);
}

static void
test_rules_that_differ_count_nothing (World         *world,
                                      gconstpointer  data)
{
  set_rule (world->base.office, "telephone", "newest");
  set_rule (world->base.office, "telephone", "office");
  type (world, world->base.office, "telephone", "0121 1");
  type (world, world->school->db, "telephone", "0121 2");
  g_assert_cmpuint (from_school (world).settled, ==, 0);
  assert_conflicts (world->base.office, 1);
}

static WayEditId
last_edit (WayDb *db)
{
  WayEditId edit;

  g_assert_true (way_edit_latest (db, &edit, NULL));
  return edit;
}

/* What somebody brought back is for people, there and in the other copies. */
static void
test_what_was_taken_back_is_asked (World         *world,
                                   gconstpointer  data)
{
  WayEditInfo info = { .name = "Undo" };
  g_autoptr(GError) error = NULL;
  guint settled;

  set_rule (world->base.office, "telephone", "newest");
  type (world, world->base.office, "telephone", "0121 1");
  type (world, world->second->db, "telephone", "0121 2");
  g_assert_cmpuint (from_second (world).settled, ==, 1);
  way_edit_undo (world->base.office, last_edit (world->base.office), &info, NULL, &error);
  g_assert_no_error (error);
  assert_conflicts (world->base.office, 1);
  g_assert_true (way_settle_by_rules (world->base.office, "Ann", &settled, NULL));
  g_assert_cmpuint (settled, ==, 0);
  g_assert_cmpuint (to_second (world).settled, ==, 0);
  assert_conflicts (world->second->db, 1);
}

/* Both settle apart, and say the same: nobody is asked, and neither goes on settling. */
static void
test_two_offices_settle_alike (World         *world,
                               gconstpointer  data)
{
  gint64 edits;

  set_rule (world->base.office, "telephone", "newest");
  to_second (world);
  type (world, world->base.office, "telephone", "0121 1");
  type (world, world->second->db, "telephone", "0121 2");
  way_test_devices_send (&world->base, world->base.office, &world->second->device->id);
  {
    g_autofree char *path = g_build_filename (world->base.folder, "other", NULL);
    WayTakeOptions options = { .today = way_test_devices_today () };
    WayMergeReport report;

    g_assert_cmpint (g_rename (world->base.mail, path), ==, 0);
    g_assert_cmpuint (from_second (world).settled, ==, 1);
    g_assert_true (way_settle_take (world->second->db, "Ann", path, &options, NULL, NULL, NULL,
                                    &report, NULL, NULL));
    g_assert_cmpuint (report.settled, ==, 1);
  }
  g_assert_cmpuint (to_second (world).settled, ==, 0);
  g_assert_cmpuint (from_second (world).settled, ==, 0);
  edits = count_edits (world->base.office, "Settle by rule%");
  g_assert_cmpint (edits, ==, 2);
  to_second (world);
  from_second (world);
  g_assert_cmpint (count_edits (world->base.office, "Settle by rule%"), ==, edits);
  assert_conflicts (world->base.office, 0);
  assert_conflicts (world->second->db, 0);
  assert_shown (world, world->base.office, "telephone", "0121 2");
  assert_shown (world, world->second->db, "telephone", "0121 2");
}

static gint64
years_ahead (gpointer data)
{
  return g_get_real_time () + G_GINT64_CONSTANT (400) * 24 * 60 * 60 * G_USEC_PER_SEC;
}

static void
test_a_wrong_clock_is_asked (World         *world,
                             gconstpointer  data)
{
  set_rule (world->base.office, "telephone", "newest");
  type (world, world->base.office, "telephone", "0121 1");
  way_db_set_clock (world->school->db, years_ahead, NULL);
  type (world, world->school->db, "telephone", "0121 2");
  g_assert_cmpuint (from_school (world).settled, ==, 0);
  assert_conflicts (world->base.office, 1);
}

/* A rule is a setting of all offices, and of no other copy. */
static void
test_rules_travel_to_offices (World         *world,
                              gconstpointer  data)
{
  g_autoptr(GPtrArray) second = NULL;
  g_autoptr(GPtrArray) school = NULL;
  const WayConflictRule *rule;

  set_rule (world->base.office, "telephone", "newest");
  to_second (world);
  post (world, world->base.office, world->school->db, &world->school->device->id);
  second = way_settle_rules (world->second->db, NULL);
  school = way_settle_rules (world->school->db, NULL);
  g_assert_cmpuint (second->len, ==, 1);
  g_assert_cmpuint (school->len, ==, 0);
  rule = g_ptr_array_index (second, 0);
  g_assert_cmpstr (rule->by, ==, "Bea");
  {
    g_autofree char *words = way_settle_rule_words (rule);

    g_assert_cmpstr (words, ==, "Establishments, Telephone: The newest");
  }
}

static void
test_a_rule_takes_the_place_of_another (World         *world,
                                        gconstpointer  data)
{
  g_autofree char *path = g_build_filename (world->base.folder, "office.waymark", NULL);
  g_autoptr(WayStore) store = way_store_open (path, WAY_DB_WRITE, NULL);
  WayDb *db = way_store_get_db (store);
  WayAct act = { .store = store, .today = way_test_devices_today (), .who = "Cal" };
  const WayField *telephone = way_entity_field (&way_establishment_entity, "telephone");
  const WayField *status = way_entity_field (&way_establishment_entity, "status");
  g_autoptr(GPtrArray) rules = NULL;
  g_autoptr(GError) error = NULL;
  const WayConflictRule *rule;

  set_rule (db, "telephone", "newest");
  set_rule (db, "telephone", "office");
  g_assert_true (way_settle_set_rule (&act, &way_establishment_entity, telephone, "office", &error));
  g_assert_no_error (error);
  rules = way_settle_rules (db, NULL);
  g_assert_cmpuint (rules->len, ==, 1);
  rule = g_ptr_array_index (rules, 0);
  g_assert_cmpstr (rule->keep, ==, "office");
  g_assert_cmpstr (rule->by, ==, "Cal");
  g_assert_false (way_settle_set_rule (&act, &way_establishment_entity, status, "newest", &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID);
  g_assert_true (way_settle_remove_rule (&act, &rule->id, NULL));
  g_clear_pointer (&rules, g_ptr_array_unref);
  rules = way_settle_rules (db, NULL);
  g_assert_cmpuint (rules->len, ==, 0);
}

/* --- One record --- */

/* Three fields differ; the second office changed two of them as one person, one as
 * another. */
static GPtrArray *
differ_thrice (World *world)
{
  g_autoptr(WayEstablishment) school = NULL;
  WayEditInfo info = { .name = "Test", .who = "Dev" };
  WayTestRecord one = { &way_establishment_entity, NULL };
  WayDb *db = world->base.office;

  type (world, world->second->db, "telephone", "0121 2");
  type (world, db, "telephone", "0121 1");
  type (world, db, "website", "a.example.org");
  type (world, db, "status", "2");
  type (world, world->second->db, "website", "b.example.org");
  school = way_records_get (world->second->db, &way_establishment_entity, &world->base.school->id,
                            NULL);
  g_free (school->status);
  school->status = g_strdup ("3");
  one.record = school;
  g_assert_true (way_edit_run (world->second->db, &info, way_test_update_func, &one, NULL, NULL));
  from_second (world);
  assert_conflicts (db, 3);
  return way_conflicts_list (db, &world->base.school->id, NULL);
}

static WaySettleWay *
way_by (GPtrArray  *ways,
        const char *who,
        const char *copy)
{
  for (guint i = 0; i < ways->len; i++)
    {
      WaySettleWay *way = g_ptr_array_index (ways, i);

      if (g_strcmp0 (way->who, who) == 0 && g_strcmp0 (way->copy, copy) == 0)
        return way;
    }
  g_error ("there is no such way");
}

static void
test_the_ways_of_a_record (World         *world,
                           gconstpointer  data)
{
  g_autoptr(GPtrArray) values = differ_thrice (world);
  g_autoptr(GPtrArray) ways = way_settle_ways (values, &world->base.school->id);

  /* The newest, two copies, two people. */
  g_assert_cmpuint (ways->len, ==, 5);
  g_assert_cmpuint (way_by (ways, NULL, NULL)->settles, ==, 3);
  g_assert_cmpuint (way_by (ways, "Tester", NULL)->settles, ==, 3);
  g_assert_cmpuint (way_by (ways, "Dev", NULL)->settles, ==, 1);
  g_assert_cmpuint (((WaySettleWay *) g_ptr_array_index (ways, 1))->settles, ==, 3);
}

/* One value of each conflict that a way settles, and of who it says. */
static void
test_what_a_way_keeps (World         *world,
                       gconstpointer  data)
{
  g_autoptr(GPtrArray) values = differ_thrice (world);
  g_autoptr(GPtrArray) ways = way_settle_ways (values, &world->base.school->id);

  for (guint i = 0; i < ways->len; i++)
    {
      const WaySettleWay *way = g_ptr_array_index (ways, i);
      g_autoptr(GPtrArray) keeps = way_settle_way_keeps (values, &world->base.school->id, way);

      g_assert_cmpuint (keeps->len, ==, way->settles);
      for (guint j = 0; j < keeps->len; j++)
        {
          const WayConflictValue *value = g_ptr_array_index (keeps, j);

          g_assert_true (way->who == NULL || g_str_equal (way->who, value->who));
          g_assert_true (way->copy == NULL || g_str_equal (way->copy, value->copy));
        }
    }
}

static void
test_a_record_is_settled_at_once (World         *world,
                                  gconstpointer  data)
{
  g_autoptr(GPtrArray) values = differ_thrice (world);
  g_autoptr(GPtrArray) ways = way_settle_ways (values, &world->base.school->id);
  WayEditInfo info = { .name = "Settle the conflicts of a record", .who = "Ann" };
  WayDb *db = world->base.office;
  g_autoptr(GError) error = NULL;
  WayEditId edit;
  guint settled;

  g_assert_true (way_settle_record (db, &world->base.school->id, way_by (ways, NULL, NULL), &info,
                                    &settled, &edit, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (settled, ==, 3);
  assert_conflicts (db, 0);
  assert_shown (world, db, "telephone", "0121 1");
  assert_shown (world, db, "website", "b.example.org");
  assert_shown (world, db, "status", "3");

  /* In one edit: taken back, all are there again. */
  g_assert_true (way_edit_undo (db, edit, &info, NULL, &error));
  assert_conflicts (db, 3);
  to_second (world);
  assert_conflicts (world->second->db, 3);
}

static void
test_a_record_is_settled_by_a_copy (World         *world,
                                    gconstpointer  data)
{
  g_autoptr(GPtrArray) values = differ_thrice (world);
  WayEditInfo info = { .name = "Settle the conflicts of a record", .who = "Ann" };
  const WayConflictValue *first = g_ptr_array_index (values, 0);
  WaySettleWay way = { 0 };
  WayDb *db = world->base.office;
  guint settled;

  for (guint i = 0; i < values->len; i++)
    {
      const WayConflictValue *value = g_ptr_array_index (values, i);

      if (strcmp (value->value, "0121 2") == 0)
        first = value;
    }
  way.replica = first->replica;
  way.copy = first->copy;
  g_assert_true (way_settle_record (db, &world->base.school->id, &way, &info, &settled, NULL, NULL));
  g_assert_cmpuint (settled, ==, 3);
  assert_shown (world, db, "telephone", "0121 2");
  assert_shown (world, db, "website", "b.example.org");
  assert_shown (world, db, "status", "3");
}

/* What that person said nothing of stays. */
static void
test_a_record_is_settled_by_a_person (World         *world,
                                      gconstpointer  data)
{
  g_autoptr(GPtrArray) values = differ_thrice (world);
  WaySettleWay way = { .who = (char *) "Dev" };
  WayEditInfo info = { .name = "Settle the conflicts of a record", .who = "Ann" };
  guint settled;

  g_assert_true (way_settle_record (world->base.office, &world->base.school->id, &way, &info, &settled,
                                    NULL, NULL));
  g_assert_cmpuint (settled, ==, 1);
  assert_conflicts (world->base.office, 2);
  assert_shown (world, world->base.office, "status", "3");
}

/* A record that goes takes its other conflicts with it. */
static void
test_a_record_that_goes (World         *world,
                         gconstpointer  data)
{
  g_autoptr(WayEstablishment) one = way_test_devices_setting (&world->base, "Short Lived", "100009");
  g_autoptr(WayEstablishment) there = NULL;
  WayEditInfo info = { .name = "Settle the conflicts of a record", .who = "Ann" };
  WaySettleWay way = { 0 };
  guint settled;

  to_second (world);
  there = way_records_get (world->second->db, &way_establishment_entity, &one->id, NULL);
  there->telephone = g_strdup ("0121 2");
  there->website = g_strdup ("b.example.org");
  way_test_update (world->second->db, &way_establishment_entity, there);
  one->telephone = g_strdup ("0121 1");
  way_test_update (world->base.office, &way_establishment_entity, one);
  way_test_delete (world->base.office, &way_establishment_entity, one);
  from_second (world);
  g_assert_true (way_settle_record (world->base.office, &one->id, &way, &info, &settled, NULL, NULL));
  g_assert_cmpuint (settled, >=, 1);
  assert_conflicts (world->base.office, 0);
  g_assert_null (way_records_get (world->base.office, &way_establishment_entity, &one->id, NULL));
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void      (*func) (World *, gconstpointer);
    gboolean    in_files;
  } tests[] = {
    { "/settle/rule/newest", test_the_newest_is_kept },
    { "/settle/rule/office", test_the_offices_is_kept },
    { "/settle/rule/offices-differ", test_offices_that_differ_are_asked },
    { "/settle/rule/other-fields", test_other_fields_are_asked },
    { "/settle/rule/not-for-a-status", test_a_rule_for_a_status_counts_nothing },
    { "/settle/rule/two-that-differ", test_rules_that_differ_count_nothing },
    { "/settle/rule/taken-back", test_what_was_taken_back_is_asked },
    { "/settle/rule/two-offices", test_two_offices_settle_alike },
    { "/settle/rule/wrong-clock", test_a_wrong_clock_is_asked },
    { "/settle/rule/travels", test_rules_travel_to_offices },
    { "/settle/rule/in-place-of-another", test_a_rule_takes_the_place_of_another, TRUE },
    { "/settle/record/ways", test_the_ways_of_a_record },
    { "/settle/record/keeps", test_what_a_way_keeps },
    { "/settle/record/newest", test_a_record_is_settled_at_once },
    { "/settle/record/copy", test_a_record_is_settled_by_a_copy },
    { "/settle/record/person", test_a_record_is_settled_by_a_person },
    { "/settle/record/goes", test_a_record_that_goes },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/settle/harmless", test_which_fields_are_harmless);
  g_test_add_func ("/settle/checked", test_rules_are_checked);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, World, GINT_TO_POINTER (tests[i].in_files), set_up, tests[i].func,
                tear_down);
  return g_test_run ();
}
