/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do what, and what is sealed to whom. */
#include "way-permit.h"

#include <string.h>

#include "way-access.h"
#include "way-codes.h"
#include "way-finance.h"
#include "way-history.h"
#include "way-occupancy-service.h"
#include "way-panel.h"
#include "way-people.h"
#include "way-query.h"
#include "way-seals.h"
#include "way-service-error.h"
#include "way-test-store.h"
#include "way-verify.h"

static const char *const names[] = { "Ada", "Olu", "Pat", "Fay", "Rae" };
static const char *const roles[] = { "administrator", "officer", "panel", "finance", "reader" };

typedef struct
{
  WayDb        *db;
  GDate         today;
  WayId         users[G_N_ELEMENTS (names)];
  WayPupil     *kit;         /* sealed once seal() was called */
  WayPupil     *sam;
  WayReferral  *referral;    /* of Kit */
  WayProvision *provision;
} World;

static void
enter (World      *world,
       const char *who)
{
  g_autoptr(GError) error = NULL;

  way_permit_enter (world->db, who, &world->today, &error);
  g_assert_no_error (error);
}

static void
grant (World       *world,
       guint        user,
       const char  *role,
       const GDate *from,
       const GDate *to)
{
  g_autoptr(WayRoleGrant) self = way_role_grant_new ();

  self->user = world->users[user];
  self->role = g_strdup (role);
  if (from != NULL)
    self->from = *from;
  if (to != NULL)
    self->to = *to;
  way_test_insert (world->db, &way_role_grant_entity, self);
}

static void
grant_all (World *world)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    grant (world, i, roles[i], NULL, NULL);
}

static void
add_placement (World          *world,
               const WayPupil *pupil)
{
  g_autoptr(WayPlacement) placement = way_placement_new ();

  placement->pupil = pupil->id;
  placement->provision = world->provision->id;
  placement->route = g_strdup ("HEALTH");
  placement->registration = g_strdup ("SINGLE_AP");
  placement->start = way_date_ymd (2026, 9, 1);
  placement->exit_plan = g_strdup ("back in spring");
  way_test_insert (world->db, &way_placement_entity, placement);
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autoptr(WayEstablishment) setting = way_establishment_new ();

  world->db = way_test_db_new ();
  world->today = way_date_ymd (2026, 11, 10);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(WayUser) user = way_user_new ();

      user->name = g_strdup (names[i]);
      way_test_insert (world->db, &way_user_entity, user);
      world->users[i] = user->id;
    }
  world->kit = way_test_pupil ("Kit", "Ashdown");
  world->kit->upn = g_strdup ("H801200001001");
  world->kit->town = g_strdup ("Arden");
  way_test_insert (world->db, &way_pupil_entity, world->kit);
  world->sam = way_test_pupil ("Sam", "Birch");
  world->sam->town = g_strdup ("Elmdon");
  way_test_insert (world->db, &way_pupil_entity, world->sam);
  world->referral = way_referral_new ();
  world->referral->pupil = world->kit->id;
  world->referral->route = g_strdup ("HEALTH");
  world->referral->reasons = g_strdup ("the court case");
  way_test_insert (world->db, &way_referral_entity, world->referral);
  setting->name = g_strdup ("Saturn Centre");
  setting->type = g_strdup ("14");
  way_test_insert (world->db, &way_establishment_entity, setting);
  world->provision = way_provision_new ();
  world->provision->establishment = setting->id;
  world->provision->name = g_strdup ("Day places");
  world->provision->kind = g_strdup ("destination");
  world->provision->counted = 1;
  way_test_insert (world->db, &way_provision_entity, world->provision);
  add_placement (world, world->kit);
  add_placement (world, world->sam);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  way_pupil_free (world->kit);
  way_pupil_free (world->sam);
  way_referral_free (world->referral);
  way_provision_free (world->provision);
  way_db_free (world->db);
}

/* Olu is named for the case. */
static void
seal (World      *world,
      const char *scope)
{
  g_autoptr(WaySeal) self = way_seal_new ();
  g_autoptr(WayCaseAccess) access = way_case_access_new ();

  self->pupil = world->kit->id;
  self->kind = g_strdup ("witness");
  self->scope = g_strdup (scope);
  self->from = way_date_ymd (2026, 10, 1);
  self->reason = g_strdup ("saw it happen");
  way_test_insert (world->db, &way_seal_entity, self);
  access->pupil = world->kit->id;
  access->user = world->users[1];
  access->kind = g_strdup ("named");
  access->from = way_date_ymd (2026, 10, 1);
  way_test_insert (world->db, &way_case_access_entity, access);
}

/* --- Roles --- */

static gboolean
may_insert (World            *world,
            const char       *who,
            const WayEntity  *entity,
            gpointer          record,
            GError          **error)
{
  WayTestRecord one = { entity, record };
  WayEditInfo info = { .name = "Test", .who = who };

  enter (world, who);
  *(WayId *) record = (WayId) { 0 };
  return way_edit_run (world->db, &info, way_test_insert_func, &one, NULL, error);
}

static void
test_a_file_without_roles_is_open (World         *world,
                                   gconstpointer  data)
{
  g_autoptr(WayPupil) pupil = way_test_pupil ("Lee", "Cedar");
  g_autoptr(GError) error = NULL;

  g_assert_true (may_insert (world, "whoever", &way_pupil_entity, pupil, &error));
  g_assert_no_error (error);
  g_assert_true (way_permit_is_open (world->db));
  g_assert_true (way_permit_check (world->db, "erase", &error));
}

static void
test_roles_do_what_the_table_says (World         *world,
                                   gconstpointer  data)
{
  g_autoptr(WayPupil) pupil = way_test_pupil ("Lee", "Cedar");
  g_autoptr(WayMeeting) meeting = way_meeting_new ();
  g_autoptr(WayUser) user = way_user_new ();
  const struct
  {
    const WayEntity *entity;
    gpointer         record;
    const char      *allowed;      /* as in names, by their first letters */
  } cases[] = {
    { &way_pupil_entity, pupil, "AO" },
    { &way_meeting_entity, meeting, "AOP" },
    { &way_user_entity, user, "A" },
  };

  meeting->kind = g_strdup ("panel");
  meeting->date = world->today;
  user->name = g_strdup ("Uma");
  grant_all (world);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      {
        gboolean allowed = strchr (cases[i].allowed, names[j][0]) != NULL;
        g_autoptr(GError) error = NULL;
        gboolean done = may_insert (world, names[j], cases[i].entity, cases[i].record, &error);

        g_test_message ("%s: %s %s", cases[i].entity->name, names[j],
                        error != NULL ? error->message : "may");
        g_assert_cmpint (done, ==, allowed);
        if (!allowed)
          g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_NOT_ALLOWED);
      }
}

static void
test_a_refusal_is_a_sentence (World         *world,
                              gconstpointer  data)
{
  g_autoptr(WayPupil) pupil = way_test_pupil ("Lee", "Cedar");
  g_autoptr(GError) error = NULL;

  grant_all (world);
  g_assert_false (may_insert (world, "Rae", &way_pupil_entity, pupil, &error));
  g_assert_cmpstr (error->message, ==,
                   "Rae may not change what is recorded of pupils: that is for Administrator or "
                   "Officer.");
  g_clear_error (&error);
  g_assert_false (may_insert (world, "Somebody", &way_pupil_entity, pupil, &error));
  g_assert_cmpstr (error->message, ==,
                   "Somebody has no role in this file, and may not change what is recorded of "
                   "pupils: that is for Administrator or Officer.");
}

static void
test_undo_asks_too (World         *world,
                    gconstpointer  data)
{
  WayEditInfo info = { .name = "Undo", .who = "Rae" };
  g_autoptr(GError) error = NULL;
  WayEditId latest;

  g_assert_true (way_edit_latest (world->db, &latest, NULL));
  grant_all (world);
  enter (world, "Rae");
  g_assert_false (way_edit_undo (world->db, latest, &info, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_NOT_ALLOWED);
}

static void
test_grants_have_days (World         *world,
                       gconstpointer  data)
{
  GDate tomorrow = way_date_ymd (2026, 11, 11);
  GDate yesterday = way_date_ymd (2026, 11, 9);
  g_autoptr(GError) error = NULL;

  grant (world, 0, "administrator", NULL, NULL);
  grant (world, 1, "officer", &tomorrow, NULL);
  grant (world, 2, "officer", NULL, &yesterday);
  enter (world, "Olu");
  g_assert_false (way_permit_check (world->db, "pupils", &error));
  g_clear_error (&error);
  enter (world, "Pat");
  g_assert_false (way_permit_check (world->db, "pupils", &error));
  g_clear_error (&error);
  world->today = tomorrow;
  enter (world, "olu");
  g_assert_true (way_permit_check (world->db, "pupils", &error));
  g_assert_no_error (error);
}

static void
test_the_last_administrator_stays (World         *world,
                                   gconstpointer  data)
{
  GDate before = way_date_ymd (2026, 11, 1);
  GDate earlier = way_date_ymd (2026, 10, 1);

  grant (world, 0, "administrator", NULL, &before);
  grant (world, 1, "administrator", NULL, &earlier);
  enter (world, "Ada");
  g_assert_false (way_permit_is_open (world->db));
  g_assert_true (way_permit_check (world->db, "users", NULL));
  enter (world, "Olu");
  g_assert_false (way_permit_check (world->db, "users", NULL));
}

static void
test_the_table_names_what_there_is (void)
{
  g_autoptr(GPtrArray) acts = way_codes_list ("role_act", NULL);

  for (guint i = 0; i < acts->len; i++)
    {
      const WayCode *act = g_ptr_array_index (acts, i);
      g_auto(GStrv) roles_of = g_strsplit (way_code_get (act, "roles"), " ", -1);
      const char *entities = way_code_get (act, "entities");
      g_auto(GStrv) entities_of = g_strsplit (entities != NULL ? entities : "", " ", -1);

      for (guint j = 0; roles_of[j] != NULL; j++)
        g_assert_true (way_codes_has ("access_role", roles_of[j]));
      for (guint j = 0; entities_of[j] != NULL; j++)
        if (strcmp (entities_of[j], "*") != 0)
          g_assert_cmpstr (way_permit_act_of (way_entity_by_name (entities_of[j])), ==, act->id);
    }
  for (const WayEntity *const *entity = way_entities (); *entity != NULL; entity++)
    g_assert_nonnull (way_permit_act_of (*entity));
}

/* --- Seals --- */

static guint
n_found (World      *world,
         const char *search,
         const char *surname)
{
  g_autoptr(WayQuery) query = way_query_new (&way_pupil_entity);
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (way_query_add_column (query, "title", &error));
  way_query_set_search (query, search);
  if (surname != NULL)
    g_assert_true (way_query_add_filter (query, "surname", WAY_FILTER_IS, surname, &error));
  rows = way_query_page (query, world->db, 0, 0, &error);
  g_assert_no_error (error);
  return rows->len;
}

static char *
title_of (World      *world,
          const char *path)
{
  g_autoptr(WayQuery) query = way_query_new (&way_referral_entity);
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (way_query_add_column (query, path, &error));
  rows = way_query_page (query, world->db, 0, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 1);
  return way_query_row_text (query, g_ptr_array_index (rows, 0), 0);
}

static void
test_others_see_a_sealed_row (World         *world,
                              gconstpointer  data)
{
  g_autoptr(WayPupil) pupil = NULL;
  g_autoptr(WayReferral) referral = NULL;
  g_autofree char *title = NULL;
  g_autofree char *reasons = NULL;

  grant_all (world);
  seal (world, "counted");
  enter (world, "Pat");
  pupil = way_records_get (world->db, &way_pupil_entity, &world->kit->id, NULL);
  g_assert_cmpstr (pupil->surname, ==, "Sealed case");
  g_assert_null (pupil->forename);
  g_assert_null (pupil->upn);
  g_assert_false (way_date_is_set (&pupil->birth));
  referral = way_records_get (world->db, &way_referral_entity, &world->referral->id, NULL);
  g_assert_null (referral->reasons);
  g_assert_cmpstr (referral->route, ==, "HEALTH");
  title = title_of (world, "pupil.title");
  g_assert_cmpstr (title, ==, "Sealed case");
  reasons = title_of (world, "reasons");
  g_assert_cmpstr (reasons, ==, "");
  g_assert_cmpuint (n_found (world, NULL, NULL), ==, 2);
}

static void
test_named_people_see_it_whole (World         *world,
                                gconstpointer  data)
{
  g_autoptr(WayPupil) pupil = NULL;
  g_autofree char *title = NULL;

  grant_all (world);
  seal (world, "left_out");
  enter (world, "Olu");
  pupil = way_records_get (world->db, &way_pupil_entity, &world->kit->id, NULL);
  g_assert_true (way_pupil_equal (pupil, world->kit));
  title = title_of (world, "pupil.title");
  g_assert_cmpstr (title, ==, "Kit Ashdown");
  g_assert_cmpuint (n_found (world, "ashdown", NULL), ==, 1);
}

/* Administrators are not named by being administrators. */
static void
test_searches_do_not_find_it (World         *world,
                              gconstpointer  data)
{
  WayValue upn = { .type = WAY_VALUE_TEXT, .text = "H801200001001" };
  g_autoptr(GPtrArray) found = NULL;

  grant_all (world);
  seal (world, "counted");
  enter (world, "Ada");
  g_assert_cmpuint (n_found (world, "ashdown", NULL), ==, 0);
  g_assert_cmpuint (n_found (world, "sealed", NULL), ==, 0);
  g_assert_cmpuint (n_found (world, NULL, "Ashdown"), ==, 0);
  g_assert_cmpuint (n_found (world, "birch", NULL), ==, 1);
  found = way_records_list (world->db, &way_pupil_entity, "upn", &upn, NULL);
  g_assert_cmpuint (found->len, ==, 0);
}

static gint64
n_on_roll (World *world)
{
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (GDate));
  g_autoptr(WayOccupancyTable) table = NULL;
  g_autoptr(GError) error = NULL;

  g_array_append_val (days, world->today);
  table = way_occupancy_service_read (world->db, days, WAY_OCCUPANCY_BY_NOTHING, FALSE, &error);
  g_assert_no_error (error);
  return way_occupancy_row (table->counts, table->whole)[0].on_roll;
}

static void
test_counts_leave_out_what_they_must (World         *world,
                                      gconstpointer  data)
{
  grant_all (world);
  g_assert_cmpint (n_on_roll (world), ==, 2);
  seal (world, "left_out");
  enter (world, "Pat");
  g_assert_cmpint (n_on_roll (world), ==, 1);
  g_assert_cmpuint (n_found (world, NULL, NULL), ==, 1);
  enter (world, "Olu");
  g_assert_cmpint (n_on_roll (world), ==, 2);
}

static void
test_history_is_sealed_too (World         *world,
                            gconstpointer  data)
{
  WayHistoryFilter filter = { .entity = &way_pupil_entity, .row = world->kit->id };
  g_autoptr(GPtrArray) edits = NULL;
  g_autoptr(GPtrArray) changes = NULL;
  const WayHistoryEdit *edit;

  grant_all (world);
  seal (world, "counted");
  enter (world, "Rae");
  edits = way_history_edits (world->db, &filter, 0, 10, NULL);
  edit = g_ptr_array_index (edits, edits->len - 1);
  changes = way_history_changes (world->db, edit->id, NULL, NULL);
  g_assert_cmpuint (changes->len, >, 3);
  for (guint i = 0; i < changes->len; i++)
    g_assert_cmpstr (((WayHistoryChange *) g_ptr_array_index (changes, i))->after, ==,
                     "Sealed case");
}

static void
test_what_is_not_seen_is_not_changed (World         *world,
                                      gconstpointer  data)
{
  WayEditInfo info = { .name = "Test", .who = "Ada" };
  g_autoptr(WayPupil) pupil = NULL;
  g_autoptr(WayPupil) stored = NULL;
  WayTestRecord one = { &way_pupil_entity, NULL };
  g_autoptr(GError) error = NULL;

  grant_all (world);
  seal (world, "counted");
  enter (world, "Ada");
  pupil = way_records_get (world->db, &way_pupil_entity, &world->kit->id, NULL);
  one.record = pupil;
  g_assert_true (way_edit_run (world->db, &info, way_test_update_func, &one, NULL, &error));
  pupil->town = g_strdup ("Meriden");
  g_assert_false (way_edit_run (world->db, &info, way_test_update_func, &one, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SEALED);
  enter (world, "Olu");
  stored = way_records_get (world->db, &way_pupil_entity, &world->kit->id, NULL);
  g_assert_true (way_pupil_equal (stored, world->kit));
}

static void
test_the_file_is_proved_by_anybody (World         *world,
                                    gconstpointer  data)
{
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GError) error = NULL;

  grant_all (world);
  seal (world, "left_out");
  enter (world, "Rae");
  findings = way_verify_run (world->db, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_seals_have_days (World         *world,
                      gconstpointer  data)
{
  grant_all (world);
  seal (world, "counted");
  world->today = way_date_ymd (2026, 9, 30);
  enter (world, "Pat");
  g_assert_false (way_seals_hide (world->db, &world->kit->id));
}

/* Whoever asks, and whatever else they see. */
static void
test_addresses_do_not_leave (World         *world,
                             gconstpointer  data)
{
  g_autoptr(WayQuery) query = way_query_new (&way_pupil_entity);
  g_autoptr(GPtrArray) rows = NULL;

  grant_all (world);
  seal (world, "counted");
  enter (world, "Olu");
  g_assert_true (way_query_add_column (query, "town", NULL));
  g_assert_true (way_query_add_filter (query, "town", WAY_FILTER_FILLED, NULL, NULL));
  rows = way_query_page (query, world->db, 0, 0, NULL);
  g_assert_cmpuint (rows->len, ==, 2);
  g_clear_pointer (&rows, g_ptr_array_unref);
  way_query_hide_addresses (query);
  rows = way_query_page (query, world->db, 0, 0, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (((WayQueryRow *) g_ptr_array_index (rows, 0))->values[0].text, ==, "Elmdon");
  g_assert_true (way_seals_hide_address (world->db, &way_pupil_entity, &world->kit->id));
  g_assert_false (way_seals_hide_address (world->db, &way_pupil_entity, &world->sam->id));
}

/* --- The glass, and the trail --- */

static guint
n_in_trail (World      *world,
            const char *action,
            const char *who)
{
  const char *const actions[] = { action, NULL };
  WayTrailFilter filter = { .actions = actions };
  g_autoptr(GPtrArray) records = way_trail_list (world->db, &filter, 0, 0, NULL);
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    n += strcmp (((WayTrailRecord *) g_ptr_array_index (records, i))->who, who) == 0;
  return n;
}

static void
test_breaking_the_glass (World         *world,
                         gconstpointer  data)
{
  g_autoptr(WayPupil) pupil = NULL;
  g_autoptr(GError) error = NULL;
  WayEditId edit;

  grant_all (world);
  seal (world, "counted");
  enter (world, "Pat");
  g_assert_false (way_permit_break_glass (world->db, &world->kit->id, &world->today, " no ",
                                          &edit, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  g_clear_error (&error);
  g_assert_cmpuint (n_in_trail (world, WAY_TRAIL_OPENED, "Pat"), ==, 0);
  g_assert_true (way_permit_break_glass (world->db, &world->kit->id, &world->today,
                                         "the police called", &edit, &error));
  g_assert_no_error (error);
  pupil = way_records_get (world->db, &way_pupil_entity, &world->kit->id, NULL);
  g_assert_cmpstr (pupil->surname, ==, "Ashdown");
  g_assert_cmpuint (n_in_trail (world, WAY_TRAIL_OPENED, "Pat"), ==, 1);
  world->today = way_date_ymd (2026, 11, 11);
  enter (world, "Pat");
  g_assert_true (way_seals_hide (world->db, &world->kit->id));
}

static void
test_some_may_not_break_it (World         *world,
                            gconstpointer  data)
{
  static const char *const who[] = { "Rae", "Somebody", "Fay" };

  grant_all (world);
  seal (world, "counted");
  for (guint i = 0; i < G_N_ELEMENTS (who); i++)
    {
      g_autoptr(GError) error = NULL;

      enter (world, who[i]);
      g_assert_false (way_permit_break_glass (world->db, &world->kit->id, &world->today,
                                              "the police called", NULL, &error));
      g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_NOT_ALLOWED);
    }
}

static void
test_looking_is_written_down (World         *world,
                              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  grant_all (world);
  seal (world, "counted");
  enter (world, "Olu");
  g_assert_true (way_permit_look (world->db, &way_referral_entity, &world->referral->id, NULL,
                                  &error));
  g_assert_true (way_permit_look (world->db, &way_pupil_entity, &world->sam->id, NULL, &error));
  enter (world, "Pat");
  g_assert_true (way_permit_look (world->db, &way_pupil_entity, &world->kit->id, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_in_trail (world, WAY_TRAIL_VIEW, "Olu"), ==, 1);
  g_assert_cmpuint (n_in_trail (world, WAY_TRAIL_VIEW, "Pat"), ==, 0);
}

static void
test_handing_out_is_written_down (World         *world,
                                  gconstpointer  data)
{
  WayTrailEntry entry = { .action = WAY_TRAIL_EXPORT, .entity = &way_pupil_entity, .count = 2,
                          .what = "csv:pupil" };
  g_autoptr(GArray) sealed = NULL;
  g_autoptr(GError) error = NULL;

  grant_all (world);
  seal (world, "counted");
  enter (world, "Rae");
  g_assert_false (way_permit_hand_out (world->db, &entry, NULL, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_NOT_ALLOWED);
  g_clear_error (&error);
  enter (world, "Olu");
  sealed = way_seals_shown_rows (world->db, &way_pupil_entity, &error);
  g_assert_cmpuint (sealed->len, ==, 1);
  g_assert_true (way_permit_hand_out (world->db, &entry, sealed, &error));
  g_assert_cmpuint (n_in_trail (world, WAY_TRAIL_EXPORT, "Olu"), ==, 2);
}

#define ADD(path, test) g_test_add (path, World, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/permit/open", test_a_file_without_roles_is_open);
  ADD ("/permit/roles", test_roles_do_what_the_table_says);
  ADD ("/permit/sentence", test_a_refusal_is_a_sentence);
  ADD ("/permit/undo", test_undo_asks_too);
  ADD ("/permit/days", test_grants_have_days);
  ADD ("/permit/last-administrator", test_the_last_administrator_stays);
  g_test_add_func ("/permit/table", test_the_table_names_what_there_is);
  ADD ("/permit/seal/others", test_others_see_a_sealed_row);
  ADD ("/permit/seal/named", test_named_people_see_it_whole);
  ADD ("/permit/seal/search", test_searches_do_not_find_it);
  ADD ("/permit/seal/counts", test_counts_leave_out_what_they_must);
  ADD ("/permit/seal/history", test_history_is_sealed_too);
  ADD ("/permit/seal/changes", test_what_is_not_seen_is_not_changed);
  ADD ("/permit/seal/verify", test_the_file_is_proved_by_anybody);
  ADD ("/permit/seal/days", test_seals_have_days);
  ADD ("/permit/seal/address", test_addresses_do_not_leave);
  ADD ("/permit/glass/broken", test_breaking_the_glass);
  ADD ("/permit/glass/refused", test_some_may_not_break_it);
  ADD ("/permit/trail/look", test_looking_is_written_down);
  ADD ("/permit/trail/hand-out", test_handing_out_is_written_down);

  return g_test_run ();
}
