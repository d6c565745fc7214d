/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "check referral" and "report referral", by running the real program. */

#include "way-test-ctl.h"

typedef struct
{
  char *folder;
  char *file;
  char *referral;
} World;

/* A child, and a draft by a route that needs what was tried. */
static void
set_up (World         *world,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *said = NULL;
  g_autofree char *pupil = NULL;

  world->folder = g_dir_make_tmp ("way-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  world->file = g_build_filename (world->folder, "r.waymark", NULL);
  said = way_test_ctl_out ("init --name Ardenshire --la 334 --out %s", world->file);
  pupil = g_strchomp (way_test_ctl_out ("--file %s put pupil --set forename=Kit "
                                        "--set surname=Ashdown --reason Test", world->file));
  world->referral = g_strchomp (
    way_test_ctl_out ("--file %s put referral --set pupil=%s --set route=SHORT_TERM "
                      "--set risk_on=2026-09-01 --reason Test", world->file, pupil));
}

static void
tear_down (World         *world,
           gconstpointer  unused)
{
  way_test_remove_folder (world->folder);
  g_free (world->folder);
  g_free (world->file);
  g_free (world->referral);
}

static void
test_findings_stand_by_section (World         *world,
                                gconstpointer  unused)
{
  g_auto(WayTestRun) run = way_test_ctl_format (
    "--file %s --today 2026-11-10 check referral --id %s --csv", world->file, world->referral);

  g_assert_cmpint (run.status, ==, 1);
  g_assert_true (g_str_has_prefix (run.out, "section,kind,field,text"));
  g_assert_nonnull (strstr (run.out, "tried,missing,support_round*2,"));
  g_assert_nonnull (strstr (run.out, "risk,wrong,referral.risk_on,"));
}

/* The same word still judges identifiers. */
static void
test_identifiers_are_checked_as_before (World         *world,
                                        gconstpointer  unused)
{
  g_auto(WayTestRun) run = way_test_ctl ("check urn", "12\n");

  g_assert_cmpint (run.status, ==, 1);
  g_assert_nonnull (strstr (run.out, "invalid"));
}

static void
assert_pdf (World      *world,
            const char *words)
{
  g_autofree char *path = g_build_filename (world->folder, "form.pdf", NULL);
  g_autofree char *content = NULL;
  g_auto(WayTestRun) run = way_test_ctl_format ("--file %s --today 2026-11-10 report referral %s "
                                                "--out %s", world->file, words, path);

  g_assert_cmpint (run.status, ==, 0);
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF-1.4"));
}

static void
test_the_form_is_written_filled_and_empty (World         *world,
                                           gconstpointer  unused)
{
  g_autofree char *words = g_strdup_printf ("--id %s", world->referral);

  assert_pdf (world, words);
  assert_pdf (world, "--empty");
}

static void
test_what_is_not_there_is_refused (World         *world,
                                   gconstpointer  unused)
{
  g_auto(WayTestRun) unknown = way_test_ctl_format (
    "--file %s check referral --id 01a1c2c1-274e-72f1-8792-ed5615632426", world->file);
  g_auto(WayTestRun) none = way_test_ctl_format ("--file %s report referral --out %s/x.pdf",
                                                 world->file, world->folder);

  g_assert_cmpint (unknown.status, ==, 2);
  g_assert_cmpint (none.status, ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) \
  g_test_add ("/ctl/referral/" path, World, NULL, set_up, func, tear_down)
  ADD ("findings", test_findings_stand_by_section);
  ADD ("identifiers", test_identifiers_are_checked_as_before);
  ADD ("pdf", test_the_form_is_written_filled_and_empty);
  ADD ("refused", test_what_is_not_there_is_refused);
  return g_test_run ();
}
