/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A release's folder, read by somebody who has nothing else. */

#include "way-release-folder.h"

#include <string.h>

#include "way-file.h"
#include "way-release-text.h"
#include "way-service-error.h"

#define MOST_TABLES 200
#define MOST_PIECES 20000       /* columns times periods, of all tables */
#define MOST_BYTES (32 * 1024 * 1024)
#define MOST_COUNT 100000

static gboolean
refuse (GError     **error,
        const char  *sentence)
{
  g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID, sentence);
  return FALSE;
}

/* A name in the folder itself: no other folder, nothing hidden. */
static gboolean
is_plain_name (const char *name)
{
  return name != NULL && *name != '\0' && *name != '.' && strpbrk (name, "/\\:") == NULL;
}

static gboolean
read_rule (WayReleaseFolder  *self,
           const WayJson     *package,
           GError           **error)
{
  const WayJson *rule = way_json_member (package, "waymark:disclosure");
  const char *profile = way_json_text (way_json_member (rule, "profile"));
  gint64 threshold, rounding;

  if (profile == NULL ||
      !way_json_integer (way_json_member (rule, "threshold"), 0, MOST_COUNT, &threshold) ||
      !way_json_integer (way_json_member (rule, "rounding"), 0, MOST_COUNT, &rounding))
    return refuse (error, "datapackage.json: “waymark:disclosure” does not say profile, threshold "
                          "and rounding");
  self->profile = g_strdup (profile);
  self->threshold = (gint32) threshold;
  self->rounding = (gint32) rounding;
  return TRUE;
}

static gboolean
read_table (WayReleaseFolder  *self,
            const char        *folder,
            const WayJson     *resource,
            GError           **error)
{
  const char *name = way_json_text (way_json_member (resource, "path"));
  g_autofree char *path = NULL;
  g_autoptr(GBytes) csv = NULL;
  WayReleaseTable *table;

  if (!is_plain_name (name))
    return refuse (error, "datapackage.json: a resource’s path is no file of the folder");
  path = g_build_filename (folder, name, NULL);
  csv = way_file_read (path, MOST_BYTES, error);
  if (csv == NULL)
    return FALSE;
  table = way_release_table_read (resource, csv, error);
  if (table == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return FALSE;
    }
  g_ptr_array_add (self->tables, table);
  return TRUE;
}

static gboolean
read_tables (WayReleaseFolder  *self,
             const char        *folder,
             const WayJson     *package,
             GError           **error)
{
  const WayJson *resources = way_json_member (package, "resources");
  guint n_pieces = 0;

  if (way_json_length (resources) == 0 || way_json_length (resources) > MOST_TABLES)
    return refuse (error, "datapackage.json: there are no resources, or too many");
  for (guint i = 0; i < way_json_length (resources); i++)
    {
      const WayReleaseTable *table;

      if (!read_table (self, folder, way_json_at (resources, i), error))
        return FALSE;
      table = g_ptr_array_index (self->tables, i);
      n_pieces += table->columns->len * table->periods->len;
      if (n_pieces > MOST_PIECES)
        return refuse (error, "the tables have too many columns and periods");
    }
  return TRUE;
}

WayReleaseFolder *
way_release_folder_read (const char  *path,
                         GError     **error)
{
  g_autoptr(WayReleaseFolder) self = g_new0 (WayReleaseFolder, 1);
  g_autofree char *name = g_build_filename (path, "datapackage.json", NULL);
  g_autoptr(GBytes) bytes = way_file_read (name, MOST_BYTES, error);
  g_autoptr(WayJson) package = NULL;

  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) way_release_table_free);
  if (bytes == NULL)
    return NULL;
  package = way_json_read (bytes, error);
  if (package == NULL)
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  if (!read_rule (self, package, error) || !read_tables (self, path, package, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
way_release_folder_free (WayReleaseFolder *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->tables);
  g_free (self->profile);
  g_free (self);
}
