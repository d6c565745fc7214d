/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A release's folder, written whole or not at all: into a folder of another name
 * beside it, which is renamed as the last step of the edit that records it. */

#include "way-release-folder.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "way-chart-export.h"
#include "way-file.h"
#include "way-release-private.h"
#include "way-release-tables.h"
#include "way-release-text.h"

#define CHART_WIDTH 960
#define CHART_ROW 26
#define CHART_REST 170

/* --- The description --- */

static void
add_member (GString    *out,
            const char *name,
            const char *text)
{
  g_string_append_printf (out, "  \"%s\": ", name);
  way_json_append_text (out, text);
  g_string_append (out, ",\n");
}

static void
add_disclosure (const WayPublishDraft *draft,
                GString               *out)
{
  const WayDisclosureProfile *rule = &draft->profile.rule;
  const WayPastRelease *replaced = way_publish_draft_replaces (draft);
  g_autofree char *rules = way_publish_rules_text (draft->hidden);

  g_string_append_printf (out, "  \"waymark:disclosure\": {\"profile\": \"%s\", \"threshold\": %d, "
                               "\"rounding\": %d, \"rulesFired\": \"%s\", \"digest\": \"sha256:%s\"",
                          draft->profile.id, rule->threshold, rule->rounding, rules, draft->digest);
  if (replaced != NULL)
    {
      g_autofree char *day = way_date_to_iso (&replaced->made);

      g_string_append_printf (out, ", \"replacesReleaseOf\": \"%s\", \"note\": ", day);
      way_json_append_text (out, draft->note != NULL ? draft->note : "");
    }
  g_string_append (out, "},\n");
}

static void
add_resource (const WayReleaseTable *table,
              GString               *out)
{
  g_autoptr(GString) csv = way_release_table_to_csv (table);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, csv->str,
                                                           (gssize) csv->len);

  way_release_table_describe (table, csv->len, sha256, out);
}

GBytes *
way_release_description (const WayPublishDraft *draft)
{
  GString *out = g_string_new ("{\n");
  g_autofree char *title = way_release_title (draft);
  g_autofree char *day = way_date_to_iso (&draft->made);
  g_autofree char *created = g_strconcat (day, "T00:00:00Z", NULL);
  g_auto(GStrv) notes = way_release_notes (draft);
  g_autofree char *description = g_strjoinv (" ", notes);

  g_string_append_printf (out, "  \"name\": \"alternative-provision-%d-%02d\",\n",
                          draft->year, (draft->year + 1) % 100);
  add_member (out, "profile", "tabular-data-package");
  add_member (out, "title", title);
  add_member (out, "description", description);
  add_member (out, "created", created);
  g_string_append (out, "  \"contributors\": [{\"title\": ");
  way_json_append_text (out, draft->authority);
  g_string_append (out, ", \"role\": \"publisher\"}],\n");
  add_disclosure (draft, out);
  g_string_append (out, "  \"resources\": [\n");
  for (guint i = 0; i < draft->tables->len; i++)
    {
      if (i > 0)
        g_string_append (out, ",\n");
      add_resource (g_ptr_array_index (draft->tables, i), out);
    }
  g_string_append (out, "\n  ]\n}\n");
  return g_string_free_to_bytes (out);
}

/* --- Files --- */

typedef struct
{
  const WayPublishDraft *draft;
  const char            *folder;
  WayProgressFunc        progress;
  gpointer               data;
  GCancellable          *cancellable;
  guint                  done;
  guint                  all;
} Writing;

static gboolean
go_on (Writing  *self,
       GError  **error)
{
  if (self->progress != NULL)
    self->progress ((double) self->done++ / self->all, N_("Writing the release"), self->data);
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* Takes the bytes, which may be NULL after an error. */
static gboolean
write_bytes (Writing     *self,
             const char  *name,
             GBytes      *bytes,
             GError     **error)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  gboolean done = bytes != NULL && way_file_write (path, bytes, error);

  g_clear_pointer (&bytes, g_bytes_unref);
  return done && g_chmod (path, 0644) == 0;
}

static gboolean
write_chart (Writing                *self,
             const WayReleaseTable  *table,
             WayChartFormat          format,
             const char             *ending,
             GError                **error)
{
  g_autoptr(WayChart) chart = way_release_chart (self->draft, table);
  guint n = g_array_index (table->dimensions, WayReleaseDimension, 0).codes->len;
  g_autofree char *name = g_strdup_printf ("charts/%s.%s", table->name, ending);
  WayChartExport as = {
    .format = format, .width = CHART_WIDTH, .height = CHART_REST + CHART_ROW * n,
    .scale = format == WAY_CHART_PNG ? 2 : 1,
  };

  return write_bytes (self, name, way_chart_export_bytes (chart, &as, error), error);
}

static gboolean
write_table (Writing                *self,
             const WayReleaseTable  *table,
             GError                **error)
{
  g_autofree char *name = g_strconcat (table->name, ".csv", NULL);

  if (!go_on (self, error) ||
      !write_bytes (self, name, g_string_free_to_bytes (way_release_table_to_csv (table)), error))
    return FALSE;

  /* A chart of nothing has no bars. */
  if (g_array_index (table->dimensions, WayReleaseDimension, 0).codes->len == 0)
    return TRUE;
  return write_chart (self, table, WAY_CHART_SVG, "svg", error) &&
         write_chart (self, table, WAY_CHART_PNG, "png", error);
}

static gboolean
write_all (Writing  *self,
           GError  **error)
{
  const WayPublishDraft *draft = self->draft;
  g_autofree char *charts = g_build_filename (self->folder, "charts", NULL);

  if (g_mkdir (charts, 0755) != 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", charts,
                   g_strerror (errno));
      return FALSE;
    }
  for (guint i = 0; i < draft->tables->len; i++)
    if (!write_table (self, g_ptr_array_index (draft->tables, i), error))
      return FALSE;
  return go_on (self, error) &&
         write_bytes (self, "tables.xlsx", way_release_book (draft, FALSE, error), error) &&
         go_on (self, error) &&
         write_bytes (self, "tables.ods", way_release_book (draft, TRUE, error), error) &&
         write_bytes (self, "datapackage.json", way_release_description (draft), error);
}

static gboolean
refuse_taken (const char  *path,
              GError     **error)
{
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return FALSE;
  g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_EXIST,
               "%s: is there already; a release goes into a folder of its own", path);
  return TRUE;
}

char *
way_release_folder_write (const WayPublishDraft  *draft,
                          const char             *path,
                          WayProgressFunc         progress,
                          gpointer                data,
                          GCancellable           *cancellable,
                          GError                **error)
{
  g_autofree char *now = g_strconcat (path, ".XXXXXX", NULL);
  Writing self = { draft, now, progress, data, cancellable, 0, draft->tables->len + 2 };

  if (refuse_taken (path, error))
    return NULL;
  if (g_mkdtemp_full (now, 0755) == NULL)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path,
                   g_strerror (errno));
      return NULL;
    }
  if (write_all (&self, error))
    return g_steal_pointer (&now);
  way_release_folder_discard (now);
  return NULL;
}

gboolean
way_release_folder_place (const char  *now,
                          const char  *path,
                          GError     **error)
{
  if (refuse_taken (path, error))
    return FALSE;
  if (g_rename (now, path) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", path,
               g_strerror (errno));
  return FALSE;
}

/* Two levels: what write_all() makes. */
static void
remove_files (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (folder);
}

void
way_release_folder_discard (const char *now)
{
  g_autofree char *charts = g_build_filename (now, "charts", NULL);

  remove_files (charts);
  remove_files (now);
}

/* --- Both at once --- */

typedef struct
{
  const char *now;
  const char *path;
  gboolean    is_placed;
} Place;

static gboolean
place_cb (gpointer   data,
          GError   **error)
{
  Place *self = data;

  self->is_placed = way_release_folder_place (self->now, self->path, error);
  return self->is_placed;
}

gboolean
way_release_publish (WayDb                  *db,
                     const char             *who,
                     const char             *approved_by,
                     const WayPublishDraft  *draft,
                     const char             *path,
                     GError                **error)
{
  g_autofree char *now = way_release_folder_write (draft, path, NULL, NULL, NULL, error);
  Place place = { now, path, FALSE };

  if (now == NULL)
    return FALSE;
  if (way_publish_record (db, who, approved_by, draft, place_cb, &place, error))
    return TRUE;
  way_release_folder_discard (place.is_placed ? path : now);
  return FALSE;
}
