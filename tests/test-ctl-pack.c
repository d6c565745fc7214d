/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The board pack by the real program: the file that is named, the same bytes each
 * time, and what is refused. */

#include "way-test-ctl.h"

static char *folder;
static char *file;

static WayTestRun
pack (const char *term,
      const char *path)
{
  return way_test_ctl_format ("--file %s --today 2022-05-19 pack --term %s --out %s", file, term,
                              path);
}

/* The same file, day and term give the same PDF. */
static void
test_writes_where_told (void)
{
  g_autofree char *first = g_build_filename (folder, "first.pdf", NULL);
  g_autofree char *second = g_build_filename (folder, "second.pdf", NULL);
  g_auto(WayTestRun) run = pack ("2022-spring", first);
  g_auto(WayTestRun) again = pack ("2022-spring", second);
  g_autofree char *one = NULL;
  g_autofree char *other = NULL;
  gsize size, other_size;

  g_assert_cmpint (run.status, ==, 0);
  g_assert_cmpstr (run.out, ==, "");
  g_assert_cmpint (again.status, ==, 0);
  g_assert_true (g_file_get_contents (first, &one, &size, NULL));
  g_assert_true (g_file_get_contents (second, &other, &other_size, NULL));
  g_assert_cmpmem (one, size, other, other_size);
  g_assert_true (g_str_has_prefix (one, "%PDF-"));
}

static void
test_refuses (void)
{
  static const struct { const char *term, *says; } bad[] = {
    { "2022-winter", "winter" }, { "spring", "spring" }, { "2023-spring", "2023" },
  };
  g_autofree char *path = g_build_filename (folder, "refused.pdf", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_auto(WayTestRun) run = pack (bad[i].term, path);

      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (run.err, bad[i].says));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
}

/* A folder that is not there: the file that was asked for is not either. */
static void
test_says_where_it_cannot_write (void)
{
  g_autofree char *path = g_build_filename (folder, "nowhere", "pack.pdf", NULL);
  g_auto(WayTestRun) run = pack ("2022-spring", path);

  g_assert_cmpint (run.status, ==, 2);
  g_assert_nonnull (strstr (run.err, "nowhere"));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("waymark-pack-XXXXXX", NULL);
  file = g_build_filename (folder, "S.waymark", NULL);
  g_free (way_test_ctl_out ("sample solihull-2022 --out %s", file));

  g_test_add_func ("/ctl/pack/writes-where-told", test_writes_where_told);
  g_test_add_func ("/ctl/pack/refuses", test_refuses);
  g_test_add_func ("/ctl/pack/says-where-it-cannot-write", test_says_where_it_cannot_write);

  status = g_test_run ();
  way_test_remove_folder (folder);
  g_free (folder);
  g_free (file);
  return status;
}
