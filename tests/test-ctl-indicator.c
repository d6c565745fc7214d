/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators by the real program: columns, the whole first, periods, and what is
 * refused. */

#include "way-test-ctl.h"

static char *folder;
static char *file;

static char *
indicator (const char *words)
{
  return way_test_ctl_out ("--file %s --today 2020-12-31 indicator %s --csv", file, words);
}

static void
assert_has (const char *csv,
            const char *line)
{
  g_autofree char *whole = g_strconcat ("\n", line, "\n", NULL);

  if (strstr (csv, whole) == NULL)
    g_error ("“%s” is not in\n%s", line, csv);
}

static void
test_columns (void)
{
  g_autofree char *csv = indicator ("K06 --on 2020-01-16 --by district");

  g_assert_true (g_str_has_prefix (csv, "id,name,group,numerator,denominator,value,unit,note\n"
                                        "K06,\"AP places per 10,000\",Total,885,75000,118,"
                                        "per_10000,\n"));
  assert_has (csv, "K06,\"AP places per 10,000\",Burnley,111,5600,198,per_10000,\"placements live on "
                   "the day, by the child’s home\"");
}

static void
test_between_two_days (void)
{
  g_autofree char *csv = indicator ("K10 K07B --from 2019-09-01 --to 2020-08-31");

  assert_has (csv, "K10,\"Reintegration, of all pupils\",Total,71,906,7.8,percent,");
  assert_has (csv, "K07B,Permanent exclusions,Total,242,,242,exclusions,");
}

/* An indicator about a year takes the year so far of a day. */
static void
test_on_a_day (void)
{
  g_autofree char *csv = indicator ("K07B K01 --on 2018-12-31");

  assert_has (csv, "K07B,Permanent exclusions,Total,155,,155,exclusions,");
}

static void
test_no_number_is_no_zero (void)
{
  g_autofree char *csv = indicator ("--on 2020-01-16");

  assert_has (csv, "K17,Progress against targets,Total,,,x,percent,not collected");
  assert_has (csv, "K27C,Time returned for information,Total,,0,z,school_days,"
                   "not applicable: nothing to divide by");
  assert_has (csv, "K30B,Short weeks overdue for review,Total,0,,0,pupils,");
}

static void
test_groups_that_do_not_apply (void)
{
  g_autofree char *csv = indicator ("--on 2020-01-16 --by area");

  assert_has (csv, "K35,\"Children with a plan, by where they live\",South,112,160,70.0,percent,");
  g_assert_nonnull (strstr (csv, "K22,"));
}

static void
test_refusals (void)
{
  static const char *const words[] = {
    "K99", "K02 --by moon", "K02 --by district", "K02 --on 2020-01-16 --from 2020-01-01",
    "K02 --from 2020-01-01",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_auto(WayTestRun) run = way_test_ctl_format ("--file %s indicator %s --csv", file, words[i]);

      g_test_message ("%s", words[i]);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_cmpstr (run.out, ==, "");
      g_assert_cmpstr (run.err, !=, "");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  g_autofree char *made = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("way-indicator-XXXXXX", &error);
  g_assert_no_error (error);
  file = g_build_filename (folder, "l.waymark", NULL);
  made = way_test_ctl_out ("sample lancashire-2020 --out %s", file);
  g_test_add_func ("/ctl/indicator/columns", test_columns);
  g_test_add_func ("/ctl/indicator/between-two-days", test_between_two_days);
  g_test_add_func ("/ctl/indicator/on-a-day", test_on_a_day);
  g_test_add_func ("/ctl/indicator/no-number-is-no-zero", test_no_number_is_no_zero);
  g_test_add_func ("/ctl/indicator/groups", test_groups_that_do_not_apply);
  g_test_add_func ("/ctl/indicator/refusals", test_refusals);
  status = g_test_run ();
  way_test_remove_folder (folder);
  g_free (folder);
  g_free (file);
  return status;
}
