/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that come in, and tables of records that go out. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#include "way-attendance-file.h"
#include "way-ctl-table.h"
#include "way-export-csv.h"
#include "way-export-ical.h"
#include "way-file.h"
#include "way-import.h"
#include "way-permit.h"
#include "way-records.h"
#include "way-seals.h"

#define CSV_PREFIX "csv:"
#define ATTENDANCE "attendance"
#define BENCHMARK  "benchmark"

/* --- Reading --- */

static WayCsvMap *
read_map (WayCtl  *ctl,
          GError **error)
{
  const char *path = way_ctl_option (ctl, "map");
  g_autoptr(GBytes) bytes = way_file_read (path, WAY_CSV_MAP_MOST_BYTES, error);

  return bytes != NULL ? way_csv_map_new (bytes, error) : NULL;
}

static WayImport *
read_csv (WayCtl           *ctl,
          const WayEntity  *entity,
          GBytes           *bytes,
          GError          **error)
{
  GDate today = way_ctl_today (ctl);
  g_autoptr(WayCsvMap) map = NULL;

  if (way_ctl_option (ctl, "map") != NULL)
    {
      map = read_map (ctl, error);
      if (map == NULL)
        return NULL;
    }
  return way_import_csv (way_ctl_db (ctl), entity, bytes, map, &today, NULL, error);
}

static WayImport *
read_benchmark (WayCtl  *ctl,
                GBytes  *bytes,
                GError **error)
{
  g_autofree char *name = g_path_get_basename (way_ctl_word (ctl, 1));

  return way_import_benchmark (way_ctl_db (ctl), bytes, name, NULL, error);
}

static WayImport *
read_bytes (WayCtl           *ctl,
            const WayEntity  *entity,
            GBytes           *bytes,
            GError          **error)
{
  const char *path = way_ctl_word (ctl, 1);
  g_autoptr(GError) fault = NULL;
  WayImport *import;

  if (entity != NULL)
    import = read_csv (ctl, entity, bytes, &fault);
  else if (strcmp (way_ctl_word (ctl, 0), ATTENDANCE) == 0)
    import = way_import_attendance (way_ctl_db (ctl), bytes, NULL, &fault);
  else if (strcmp (way_ctl_word (ctl, 0), BENCHMARK) == 0)
    import = read_benchmark (ctl, bytes, &fault);
  else
    import = way_import_gias (way_ctl_db (ctl), bytes, NULL, &fault);
  if (fault != NULL && fault->domain == WAY_FORMATS_ERROR)
    g_prefix_error (&fault, "%s: ", path);
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  return import;
}

static WayImport *
read_import (WayCtl  *ctl,
             GError **error)
{
  const char *kind = way_ctl_word (ctl, 0);
  const WayEntity *entity = NULL;
  g_autoptr(GBytes) bytes = NULL;

  if (g_str_has_prefix (kind, CSV_PREFIX))
    {
      entity = way_ctl_entity (kind + strlen (CSV_PREFIX), error);
      if (entity == NULL)
        return NULL;
    }
  else if (strcmp (kind, "gias") != 0 && strcmp (kind, ATTENDANCE) != 0 &&
           strcmp (kind, BENCHMARK) != 0)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("“%s”: cannot be imported; there are csv:ENTITY, gias, attendance and "
                     "benchmark"), kind);
      return NULL;
    }
  bytes = way_file_read (way_ctl_word (ctl, 1), WAY_IMPORT_MOST_BYTES, error);
  return bytes != NULL ? read_bytes (ctl, entity, bytes, error) : NULL;
}

/* --- Telling --- */

static void
print_counts (WayCtl          *ctl,
              const WayImport *import)
{
  const char *headings[WAY_N_IMPORT_VERDICTS + 1] = { NULL };
  g_autoptr(WayCtlTable) table = NULL;

  for (int i = 0; i < WAY_N_IMPORT_VERDICTS; i++)
    headings[i] = way_import_verdict_name ((WayImportVerdict) i);
  table = way_ctl_table_new (ctl, headings);
  for (int i = 0; i < WAY_N_IMPORT_VERDICTS; i++)
    way_ctl_table_add_int (table, way_import_count (import, (WayImportVerdict) i));
}

static void
tell_refusals (const char      *path,
               const WayImport *import)
{
  const char *const *notes = way_import_notes (import);

  for (guint i = 0; notes[i] != NULL; i++)
    fprintf (stderr, "waymarkctl: %s: %s\n", path, notes[i]);
  for (guint i = 0; i < way_import_n_refusals (import); i++)
    {
      const WayImportRefusal *refusal = way_import_refusal (import, i);

      fprintf (stderr, _("waymarkctl: %s: line %u: %s\n"), path, refusal->line, refusal->reason);
    }
}

/* --- Doing --- */

/* The refused rows lie ready before the others go in, and take their name
 * after: a full disk does neither. */
static WayFileWriter *
prepare_rejects (WayCtl           *ctl,
                 const WayImport  *import,
                 GError          **error)
{
  g_autoptr(GBytes) rejects = way_import_rejects (import);
  g_autoptr(WayFileWriter) writer = way_file_writer_new (way_ctl_option (ctl, "rejects"), error);
  gconstpointer data;
  gsize size = 0;

  if (writer == NULL)
    return NULL;
  data = rejects != NULL ? g_bytes_get_data (rejects, &size) : "";
  return way_file_writer_write (writer, data, size, error) ? g_steal_pointer (&writer) : NULL;
}

static gboolean
do_import (WayCtl     *ctl,
           WayImport  *import,
           GError    **error)
{
  WayEditInfo info = way_ctl_edit_info (ctl, NULL, way_ctl_option (ctl, "reason"));
  g_autoptr(WayFileWriter) rejects = NULL;
  gboolean done;

  if (way_ctl_option (ctl, "rejects") != NULL)
    {
      rejects = prepare_rejects (ctl, import, error);
      if (rejects == NULL)
        return FALSE;
    }
  done = way_ctl_flag (ctl, "dry-run") ||
         way_import_run (import, way_ctl_db (ctl), &info, way_ctl_progress, NULL, NULL, NULL,
                         error);
  way_ctl_end_progress ();
  return done && (rejects == NULL || way_file_writer_commit (rejects, error));
}

WayCtlStatus
way_ctl_finish_import (WayCtl      *ctl,
                       WayImport   *import,
                       const char  *path,
                       GError     **error)
{
  if (!do_import (ctl, import, error))
    return WAY_CTL_REFUSED;
  print_counts (ctl, import);
  tell_refusals (path, import);
  return way_import_n_refusals (import) > 0 ? WAY_CTL_FINDING : WAY_CTL_DONE;
}

WayCtlStatus
way_ctl_run_import (WayCtl  *ctl,
                    GError **error)
{
  g_autoptr(WayImport) import = read_import (ctl, error);

  return import != NULL ? way_ctl_finish_import (ctl, import, way_ctl_word (ctl, 1), error)
                        : WAY_CTL_REFUSED;
}

/* --- export --- */

static gboolean
write_bytes (const char  *path,
             GBytes      *bytes,
             GError     **error)
{
  g_autoptr(WayFileWriter) writer = way_file_writer_new (path, error);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return writer != NULL && way_file_writer_write (writer, data, size, error) &&
         way_file_writer_commit (writer, error);
}

/* The file that a setting fills in: a workbook where it is called one. */
static gboolean
export_attendance (WayCtl      *ctl,
                   const char  *path,
                   GError     **error)
{
  const char *urn = way_ctl_need (ctl, "for", error);
  g_autoptr(WayFacts) facts = NULL;
  g_autoptr(GBytes) bytes = NULL;
  WayId establishment;
  GDate from, to;

  if (urn == NULL || !way_ctl_span (ctl, &from, &to, error) ||
      !way_import_find_establishment (way_ctl_db (ctl), urn, &establishment, error))
    return FALSE;
  facts = way_facts_new (way_ctl_db (ctl), error);
  if (facts != NULL)
    bytes = way_attendance_file_write (facts, &establishment, &from, &to,
                                       g_str_has_suffix (path, ".xlsx"), error);
  return bytes != NULL && write_bytes (path, bytes, error);
}

static WayCtlStatus
export_ical (WayCtl      *ctl,
             const char  *path,
             GError     **error)
{
  GDate today = way_ctl_today (ctl);

  return way_export_ical (way_ctl_db (ctl), &today, way_ctl_flag (ctl, "names"), path, error)
           ? WAY_CTL_DONE : WAY_CTL_REFUSED;
}

/* Before anything leaves.  entity NULL: no list of records of one kind. */
static gboolean
note_export (WayCtl           *ctl,
             const char       *kind,
             const WayEntity  *entity,
             GError          **error)
{
  WayTrailEntry entry = { .action = WAY_TRAIL_EXPORT, .entity = entity, .what = kind };
  g_autoptr(GArray) sealed = NULL;

  if (entity != NULL)
    {
      sealed = way_seals_shown_rows (way_ctl_db (ctl), entity, error);
      if (sealed == NULL ||
          !way_records_count (way_ctl_db (ctl), entity, &entry.count, error))
        return FALSE;
    }
  return way_permit_hand_out (way_ctl_db (ctl), &entry, sealed, error);
}

WayCtlStatus
way_ctl_run_export (WayCtl  *ctl,
                    GError **error)
{
  const char *kind = way_ctl_word (ctl, 0);
  const char *path = way_ctl_need (ctl, "out", error);
  const WayEntity *entity;
  gboolean done;

  if (path == NULL)
    return WAY_CTL_REFUSED;
  if (strcmp (kind, ATTENDANCE) == 0)
    return note_export (ctl, kind, NULL, error) && export_attendance (ctl, path, error)
             ? WAY_CTL_DONE : WAY_CTL_REFUSED;
  if (strcmp (kind, "ical") == 0)
    return note_export (ctl, kind, NULL, error) ? export_ical (ctl, path, error)
                                                : WAY_CTL_REFUSED;
  if (!g_str_has_prefix (kind, CSV_PREFIX))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("“%s”: cannot be exported; there are csv:ENTITY, ical and attendance"), kind);
      return WAY_CTL_REFUSED;
    }
  entity = way_ctl_entity (kind + strlen (CSV_PREFIX), error);
  if (entity == NULL || !note_export (ctl, kind, entity, error))
    return WAY_CTL_REFUSED;
  done = way_export_csv_entity (way_ctl_db (ctl), entity, path, way_ctl_progress, NULL, NULL,
                                error);
  way_ctl_end_progress ();
  return done ? WAY_CTL_DONE : WAY_CTL_REFUSED;
}
