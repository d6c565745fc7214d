/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a process has in its memory, read from /proc as a debugger would. */
#define _GNU_SOURCE                        /* memmem() */
#include "way-test-process.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define WINDOW_SIZE ((gsize) 1 << 20)

/* Whether memory of other processes may be looked into: by root alone, and not
 * where a sanitizer keeps terabytes of address space. */
gboolean
way_test_process_may_look (void)
{
#ifdef __SANITIZE_ADDRESS__
  return FALSE;
#else
  return geteuid () == 0;
#endif
}

/* Whether the bytes stand between two addresses.  Windows overlap by one byte
 * less than the needle, which may lie across two of them. */
static gboolean
range_holds (int         memory,
             guint64     start,
             guint64     end,
             const char *needle,
             char       *window)
{
  gsize length = strlen (needle);
  guint64 at = start;

  while (at + length <= end)
    {
      gssize got = pread (memory, window, MIN (WINDOW_SIZE, end - at), (off_t) at);

      if (got < (gssize) length)
        return FALSE;                      /* a guard page, a device */
      if (memmem (window, (gsize) got, needle, length) != NULL)
        return TRUE;
      at += (guint64) got - (length - 1);
    }
  return FALSE;
}

/* Whether the bytes stand anywhere in what the process may read and write. */
gboolean
way_test_process_holds (const char *process,
                       const char *needle)
{
  g_autofree char *maps_path = g_strdup_printf ("/proc/%s/maps", process);
  g_autofree char *memory_path = g_strdup_printf ("/proc/%s/mem", process);
  g_autofree char *window = g_malloc (WINDOW_SIZE);
  g_autofree char *maps = NULL;
  g_auto(GStrv) lines = NULL;
  gboolean holds = FALSE;
  int memory;

  g_assert_true (g_file_get_contents (maps_path, &maps, NULL, NULL));
  memory = open (memory_path, O_RDONLY | O_CLOEXEC);
  g_assert_cmpint (memory, >=, 0);
  lines = g_strsplit (maps, "\n", 0);
  for (guint i = 0; lines[i] != NULL && !holds; i++)
    {
      guint64 start, end;
      char mode[5];

      if (sscanf (lines[i], "%" SCNx64 "-%" SCNx64 " %4s", &start, &end, mode) == 3 &&
          g_str_has_prefix (mode, "rw"))
        holds = range_holds (memory, start, end, needle, window);
    }
  close (memory);
  return holds;
}

static gboolean
file_holds (const char *path,
            const char *needle)
{
  g_autofree char *bytes = NULL;
  gsize size = 0;

  return g_file_test (path, G_FILE_TEST_IS_REGULAR) &&
         g_file_get_contents (path, &bytes, &size, NULL) &&
         memmem (bytes, size, needle, strlen (needle)) != NULL;
}

gboolean
way_test_folder_holds (const char *folder,
                       const char *needle)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  gboolean holds = FALSE;
  const char *name;

  while (!holds && dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      holds = g_file_test (path, G_FILE_TEST_IS_DIR) ? way_test_folder_holds (path, needle)
                                                     : file_holds (path, needle);
      if (holds)
        g_test_message ("%s", path);
    }
  return holds;
}
