/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>
#include <string.h>

/* Takes the folder away with all that is in it. */
static inline void
way_test_remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        way_test_remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* Whether the bytes stand anywhere in the file. */
static inline gboolean
way_test_file_holds (const char *path,
                     const char *needle)
{
  g_autofree char *contents = NULL;
  gsize length = strlen (needle);
  const char *at, *end;
  gsize size;

  g_assert_true (g_file_get_contents (path, &contents, &size, NULL));
  end = contents + size;
  for (at = contents; at + length <= end; at++)
    {
      at = memchr (at, needle[0], (gsize) (end - at));
      if (at == NULL || at + length > end)
        return FALSE;
      if (memcmp (at, needle, length) == 0)
        return TRUE;
    }
  return FALSE;
}
