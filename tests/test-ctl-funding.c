/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Double funding and an authority's routes, by the real program: the worked
 * cases of the domain reference, typed as a checker would. */

#include "way-test-ctl.h"

typedef struct
{
  char *folder;
  char *file;
  char *school;
  char *provision;
} World;

static char *put (World *world, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* The id that put prints; the words are as after `put`. */
static char *
put (World      *world,
     const char *format,
     ...)
{
  g_autofree char *words = NULL;
  va_list arguments;
  char *id;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  id = way_test_ctl_out ("--file %s --today 2026-11-25 put %s --reason Test", world->file, words);
  return g_strstrip (id);
}

static void
set_up (World         *world,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *setting = NULL;
  g_autofree char *out = NULL;

  world->folder = g_dir_make_tmp ("way-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  world->file = g_build_filename (world->folder, "a.waymark", NULL);
  out = way_test_ctl_out ("init --name Ardenshire --la 334 --out %s", world->file);
  world->school = put (world, "establishment --set name=Fernhill --set type=1");
  setting = put (world, "establishment --set name=Hawthorn --set type=42");
  world->provision = put (world, "provision --set establishment=%s --set name=Beacon"
                                 " --set kind=intervention", setting);
}

static void
tear_down (World         *world,
           gconstpointer  unused)
{
  way_test_remove_folder (world->folder);
  g_free (world->folder);
  g_free (world->file);
  g_free (world->school);
  g_free (world->provision);
}

static char *
put_pupil (World      *world,
           const char *status)
{
  char *pupil = put (world, "pupil --set surname=Ashdown --set forename=Kit");
  g_autofree char *roll = NULL;

  if (status != NULL)
    roll = put (world, "enrolment --set pupil=%s --set establishment=%s --set status=%s"
                       " --set from=2023-09-01", pupil, world->school, status);
  return pupil;
}

/* Ten school days by a route. */
static char *
put_placement (World      *world,
               const char *pupil,
               const char *route,
               const char *registration)
{
  return put (world, "placement --set pupil=%s --set provision=%s --set route=%s"
                     " --set registration=%s --set start=2026-11-02 --set end=2026-11-13"
                     " --set sessions=10", pupil, world->provision, route, registration);
}

static void
put_line (World      *world,
          const char *placement,
          const char *element,
          const char *payer,
          const char *money)
{
  g_autofree char *id = put (world, "funding_line --set placement=%s --set element=%s"
                                    " --set payer=%s %s --set from=2026-11-02", placement,
                             element, payer, money);
}

static char *
put_paid (World      *world,
          const char *pupil,
          const char *route,
          const char *registration,
          const char *place_payer,
          const char *top_up_payer)
{
  char *placement = put_placement (world, pupil, route, registration);

  put_line (world, placement, "PLACE", place_payer, "--set basis=per_year --set rate=10000.00");
  put_line (world, placement, "TOP_UP", top_up_payer, "--set basis=per_day --set rate=61.40");
  return placement;
}

static void
assert_found (World      *world,
              const char *expected)
{
  g_auto(WayTestRun) run = way_test_ctl_format ("--file %s --today 2026-11-25 check funding --csv",
                                                world->file);
  g_autofree char *whole = g_strconcat ("placement,pupil,route,rule,from,to,days,amount,status\n",
                                        expected, NULL);

  g_assert_cmpstr (run.out, ==, whole);
  g_assert_cmpint (run.status, ==, *expected != '\0' ? 1 : 0);
}

static void
test_the_worked_cases (World         *world,
                       gconstpointer  unused)
{
  static const struct { const char *route, *registration, *status, *place, *top_up, *found; }
  rows[] = {
    { "SHORT_TERM", "DUAL_SCHOOL_MAIN", "M", "LA", "SCHOOL", NULL },
    { "SHORT_TERM", "DUAL_SCHOOL_MAIN", "M", "LA", "LA", "DF1,2026-11-02,2026-11-13,10,614.00" },
    { "HEALTH", "DUAL_SCHOOL_MAIN", "M", "SCHOOL", "LA", "DF2,2026-11-02,2026-11-13,10,614.00" },
    { "SUSP_OFFSITE", "DUAL_SCHOOL_MAIN", "M", "LA", "SCHOOL",
      "DF3,2026-11-02,2026-11-13,10,526.32" },
    { "INTERIM", "SINGLE_AP", NULL, "LA", "LA", NULL },
    { "S19_OTHER", "DUAL_SCHOOL_MAIN", "M", "LA", "LA", "DF1,2026-11-02,2026-11-13,10,614.00" },
  };
  g_autoptr(GString) expected = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *pupil = put_pupil (world, rows[i].status);
      g_autofree char *placement = put_paid (world, pupil, rows[i].route, rows[i].registration,
                                             rows[i].place, rows[i].top_up);
      g_autofree char *deleted = NULL;
      g_autofree char *row = NULL;

      g_test_message ("row %u: %s", i, rows[i].route);
      if (rows[i].found != NULL)
        row = g_strdup_printf ("%s,%s,%s,%s,open\n", placement, pupil, rows[i].route,
                               rows[i].found);
      assert_found (world, row != NULL ? row : "");
      g_string_append (expected, row != NULL ? row : "");
      deleted = put (world, "placement --id %s --set start=2020-11-02 --set end=2020-11-02",
                     placement);
    }
  g_assert_cmpuint (expected->len, >, 0);
}

static void
test_an_excluded_child (World         *world,
                        gconstpointer  unused)
{
  g_autofree char *pupil = put_pupil (world, "M");
  g_autofree char *placement = put_paid (world, pupil, "PEX_DAY6", "DUAL_SCHOOL_MAIN", "LA", "LA");
  g_autofree char *exclusion = put (world, "exclusion --set pupil=%s --set establishment=%s"
                                           " --set category=PERM --set from=2026-10-30", pupil,
                                    world->school);
  g_autofree char *again = NULL;
  g_autofree char *row = NULL;

  assert_found (world, "");
  again = put (world, "exclusion --id %s --set from=2026-09-07 --set decided=2026-09-21", exclusion);
  row = g_strdup_printf ("%s,%s,PEX_DAY6,DF4,2026-11-02,2026-11-13,10,0.00,open\n", placement,
                         pupil);
  assert_found (world, row);
}

static void
test_an_approved_reason (World         *world,
                         gconstpointer  unused)
{
  g_autofree char *pupil = put_pupil (world, "M");
  g_autofree char *placement = put_placement (world, pupil, "S19_OTHER", "DUAL_SCHOOL_MAIN");

  put_line (world, placement, "FEE", "LA",
            "--set basis=per_week --set rate=300.00 --set reason=Agreed"
            " --set approved_by=Lead --set approved=2026-11-02");
  assert_found (world, "");
}

static void
test_a_recharge_and_a_recovery (World         *world,
                                gconstpointer  unused)
{
  g_autofree char *pupil = put_pupil (world, "M");
  g_autofree char *placement = put_paid (world, pupil, "LONG_TERM", "DUAL_SCHOOL_MAIN", "LA", "LA");
  g_autofree char *row = g_strdup_printf ("%s,%s,LONG_TERM,DF1,2026-11-02,2026-11-08,5,307.00,open\n",
                                          placement, pupil);
  g_autofree char *recovery = put (world, "recovery --set pupil=%s --set establishment=%s"
                                          " --set kind=AWPU --set from=2026-11-09", pupil,
                                   world->school);
  g_autofree char *recharge = NULL;

  assert_found (world, row);
  recharge = put (world, "funding_line --set placement=%s --set element=RECHARGE"
                         " --set payer=SCHOOL --set from=2026-11-02 --set to=2026-11-08",
                  placement);
  assert_found (world, "");
}

static void
test_it_needs_a_file (void)
{
  g_auto(WayTestRun) run = way_test_ctl ("check funding --csv", NULL);

  g_assert_cmpint (run.status, ==, 2);
  g_assert_cmpstr (run.out, ==, "");
}

static char *
line_of (const char *csv,
         const char *word)
{
  g_auto(GStrv) lines = g_strsplit (csv, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (strstr (lines[i], word) != NULL)
      return g_strdup (lines[i]);
  return NULL;
}

/* The authority's table holds from its first day, and only in its file. */
static void
test_the_authoritys_routes (World         *world,
                            gconstpointer  unused)
{
  g_autofree char *table = put (world, "route_set --set name=Ours --set source=Forum"
                                       " --set from=2026-09-01");
  g_autofree char *row = put (world, "route_row --set route_set=%s --set route=SHORT_TERM"
                                     " --set commissioner=LA|SCHOOL --set lump_sum=LA"
                                     " --set top_up=SCHOOL|LA --set registration=DUAL_SCHOOL_MAIN",
                              table);
  g_autofree char *ours = way_test_ctl_out ("--file %s --today 2026-11-25 routes --csv",
                                            world->file);
  g_autofree char *before = way_test_ctl_out ("--file %s routes --on 2026-08-31 --csv",
                                              world->file);
  g_autofree char *shipped = way_test_ctl_out ("routes --csv");
  g_autofree char *line = line_of (ours, "SHORT_TERM");

  g_assert_cmpstr (line, ==, "4,SHORT_TERM,LA|SCHOOL,LA,SCHOOL|LA,DUAL_SCHOOL_MAIN");
  g_assert_cmpstr (before, ==, shipped);
}

int
main (int    argc,
      char **argv)
{
#define ADD(name, test) \
  g_test_add ("/ctl/funding/" name, World, NULL, set_up, test, tear_down)
  g_test_init (&argc, &argv, NULL);
  ADD ("worked-cases", test_the_worked_cases);
  ADD ("excluded", test_an_excluded_child);
  ADD ("approved", test_an_approved_reason);
  ADD ("recharge-and-recovery", test_a_recharge_and_a_recovery);
  ADD ("routes", test_the_authoritys_routes);
  g_test_add_func ("/ctl/funding/no-file", test_it_needs_a_file);
#undef ADD
  return g_test_run ();
}
