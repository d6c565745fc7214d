/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <string.h>

#include "way-test-folder.h"

/* Runs the real waymarkctl, and a folder of its own for the files of a test. */

typedef struct
{
  int   status;
  char *out;
  char *err;
} WayTestRun;

static inline void
way_test_run_clear (WayTestRun *self)
{
  g_clear_pointer (&self->out, g_free);
  g_clear_pointer (&self->err, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (WayTestRun, way_test_run_clear)

/* words ends with NULL and has no program name; setup may be NULL. */
static inline WayTestRun
way_test_ctl_spawn (const char *const        *words,
                    const char               *input,
                    GSpawnChildSetupFunc      setup,
                    gpointer                  data)
{
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *program = NULL;
  WayTestRun run = { 0 };

  program = g_test_build_filename (G_TEST_BUILT, "..", "src", "ctl", "waymarkctl", NULL);
  g_ptr_array_add (argv, program);
  for (; *words != NULL; words++)
    g_ptr_array_add (argv, (gpointer) *words);
  g_ptr_array_add (argv, NULL);

  launcher = g_subprocess_launcher_new ((GSubprocessFlags) (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                                            G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                                            G_SUBPROCESS_FLAGS_STDERR_PIPE));
  g_subprocess_launcher_set_child_setup (launcher, setup, data, NULL);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input != NULL ? input : "", NULL, &run.out, &run.err,
                                 &error);
  g_assert_no_error (error);
  run.status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  return run;
}

/* The words, parted by one space each; "\t" stands for a space inside of one. */
static inline WayTestRun
way_test_ctl (const char *line,
              const char *input)
{
  g_auto(GStrv) words = g_strsplit (line, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    g_strdelimit (words[i], "\t", ' ');
  return way_test_ctl_spawn ((const char *const *) words, input, NULL, NULL);
}

static inline WayTestRun way_test_ctl_format (const char *format, ...) G_GNUC_PRINTF (1, 2);

static inline WayTestRun
way_test_ctl_format (const char *format,
                     ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return way_test_ctl (line, NULL);
}

/* What a call that must be done prints. */
#define way_test_ctl_out(...) \
  way_test_ctl_done (G_STRLOC, way_test_ctl_format (__VA_ARGS__))

static inline char *
way_test_ctl_done (const char *where,
                   WayTestRun  run)
{
  if (run.status != 0)
    g_error ("%s: exit status %d: %s", where, run.status, run.err);
  g_free (run.err);
  return run.out;
}

/* The id of the first record of the file whose line in the list has the text; there
 * must be one.  Free with g_free(). */
static inline char *
way_test_ctl_find (const char *path,
                   const char *entity,
                   const char *text)
{
  g_autofree char *table = way_test_ctl_out ("--file %s list %s --csv", path, entity);
  g_auto(GStrv) lines = g_strsplit (table, "\n", -1);

  for (guint i = 1; lines[i] != NULL; i++)
    if (strstr (lines[i], text) != NULL)
      return g_strndup (lines[i], strcspn (lines[i], ","));
  g_assert_not_reached ();
}
