/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  self->folder = g_dir_make_tmp ("way-file-XXXXXX", &error);
  g_assert_no_error (error);
  self->path = g_build_filename (self->folder, "out.csv", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_unlink (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);   /* nothing else was left */
  g_free (self->path);
  g_free (self->folder);
}

static void
write_text (const char *path,
            const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;

  way_file_write (path, bytes, &error);
  g_assert_no_error (error);
}

static void
assert_holds (const char *path,
              const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = way_file_read (path, 1000, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), text, strlen (text));
}

static void
test_what_is_written_is_read (Fixture       *self,
                              gconstpointer  data)
{
  write_text (self->path, "first");
  write_text (self->path, "second");
  assert_holds (self->path, "second");
}

static void
test_nothing_shows_before_commit (Fixture       *self,
                                  gconstpointer  data)
{
  g_autoptr(WayFileWriter) writer = way_file_writer_new (self->path, NULL);

  g_assert_true (way_file_writer_write (writer, "half", 4, NULL));
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

static void
test_a_new_file_is_the_owners (Fixture       *self,
                               gconstpointer  data)
{
  GStatBuf found;

  write_text (self->path, "x");
  g_assert_cmpint (g_stat (self->path, &found), ==, 0);
  g_assert_cmpint (found.st_mode & 0777, ==, 0600);
}

static void
test_permissions_are_kept (Fixture       *self,
                           gconstpointer  data)
{
  GStatBuf found;

  write_text (self->path, "x");
  g_chmod (self->path, 0640);
  write_text (self->path, "y");
  g_assert_cmpint (g_stat (self->path, &found), ==, 0);
  g_assert_cmpint (found.st_mode & 0777, ==, 0640);
}

/* A limit on the size of files stands for a full disk. */
static void
test_a_full_disk_keeps_the_old_file (Fixture       *self,
                                     gconstpointer  data)
{
  g_autofree char *large = g_strnfill (100000, 'x');
  g_autoptr(GBytes) bytes = g_bytes_new (large, strlen (large));
  g_autoptr(GError) error = NULL;
  struct rlimit before, small;

  write_text (self->path, "old");
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &before);
  small = (struct rlimit) { .rlim_cur = 5000, .rlim_max = before.rlim_max };
  setrlimit (RLIMIT_FSIZE, &small);
  g_assert_false (way_file_write (self->path, bytes, &error));
  setrlimit (RLIMIT_FSIZE, &before);

  g_assert_nonnull (error);
  g_assert_true (error->domain == G_FILE_ERROR);
  assert_holds (self->path, "old");
}

static void
test_a_folder_is_refused (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr(GBytes) bytes = g_bytes_new ("x", 1);
  g_autoptr(GError) error = NULL;

  g_assert_false (way_file_write (self->folder, bytes, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR);
}

static void
test_a_missing_folder_is_named (Fixture       *self,
                                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "none", "out.csv", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new ("x", 1);
  g_autoptr(GError) error = NULL;

  g_assert_false (way_file_write (path, bytes, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, path));
}

static void
test_reading_is_bounded (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) whole = NULL;

  write_text (self->path, "12345");
  whole = way_file_read (self->path, 5, NULL);
  g_assert_nonnull (whole);
  g_assert_null (way_file_read (self->path, 4, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
}

static void
test_no_file_is_no_bytes (Fixture       *self,
                          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (way_file_read (self->path, 5, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_what_another_wrote_gets_its_name (Fixture       *self,
                                       gconstpointer  data)
{
  g_autofree char *part = g_strconcat (self->path, ".part", NULL);
  g_autoptr(GError) error = NULL;

  write_text (self->path, "old");
  g_assert_false (way_file_settle (part, self->path, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  assert_holds (self->path, "old");
  write_text (part, "new");
  g_assert_true (way_file_settle (part, self->path, NULL));
  assert_holds (self->path, "new");
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

#define ADD(path, func) g_test_add ("/base/file/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("write/is-read-back", test_what_is_written_is_read);
  ADD ("write/shows-nothing-before-commit", test_nothing_shows_before_commit);
  ADD ("write/a-new-file-is-the-owners", test_a_new_file_is_the_owners);
  ADD ("write/permissions-are-kept", test_permissions_are_kept);
  ADD ("write/a-full-disk-keeps-the-old-file", test_a_full_disk_keeps_the_old_file);
  ADD ("write/a-folder-is-refused", test_a_folder_is_refused);
  ADD ("write/a-missing-folder-is-named", test_a_missing_folder_is_named);
  ADD ("write/another-program", test_what_another_wrote_gets_its_name);
  ADD ("read/is-bounded", test_reading_is_bounded);
  ADD ("read/no-file", test_no_file_is_no_bytes);
  return g_test_run ();
}
