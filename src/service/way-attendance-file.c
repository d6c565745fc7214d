/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The template of weekly attendance: written from a setting's sheet, and read
 * back row by row. */

#include "way-attendance-file.h"

#include <glib/gi18n.h>

#include "way-attendance.h"
#include "way-children.h"
#include "way-directory.h"
#include "way-import-private.h"
#include "way-text.h"
#include "way-xlsx.h"

typedef enum
{
  COLUMN_PLACEMENT,
  COLUMN_PUPIL,
  COLUMN_UPN,
  COLUMN_SETTING,
  COLUMN_WEEK,
  COLUMN_FIRST_MEASURE,
  N_COLUMNS = COLUMN_FIRST_MEASURE + WAY_N_MEASURES,
} Column;

static const WayXlsxColumn columns[N_COLUMNS] = {
  [COLUMN_PLACEMENT] = { "placement", WAY_XLSX_TEXT, 38 },
  [COLUMN_PUPIL] = { "pupil", WAY_XLSX_TEXT, 26 },
  [COLUMN_UPN] = { "upn", WAY_XLSX_TEXT, 15 },
  [COLUMN_SETTING] = { "setting", WAY_XLSX_TEXT, 10 },
  [COLUMN_WEEK] = { "week", WAY_XLSX_DAY, 12 },
  [COLUMN_FIRST_MEASURE + WAY_MEASURE_POSSIBLE] = { "possible", WAY_XLSX_NUMBER, 13 },
  [COLUMN_FIRST_MEASURE + WAY_MEASURE_ATTENDED] = { "attended", WAY_XLSX_NUMBER, 13 },
  [COLUMN_FIRST_MEASURE + WAY_MEASURE_AUTHORISED] = { "authorised", WAY_XLSX_NUMBER, 13 },
  [COLUMN_FIRST_MEASURE + WAY_MEASURE_UNAUTHORISED] = { "unauthorised", WAY_XLSX_NUMBER, 13 },
  [COLUMN_FIRST_MEASURE + WAY_MEASURE_NOT_OFFERED] = { "not_offered", WAY_XLSX_NUMBER, 13 },
  [COLUMN_FIRST_MEASURE + WAY_MEASURE_NOT_POSSIBLE] = { "not_possible", WAY_XLSX_NUMBER, 13 },
};

/* --- Writing --- */

typedef struct
{
  WayDb                    *db;
  const WayAttendanceSheet *sheet;
  const char               *urn;
  GPtrArray                *rows;   /* char **, N_COLUMNS each */
} Writer;

static char *
find_upn (WayDb       *db,
          const WayId *placement_id)
{
  g_autoptr(WayPlacement) placement = way_records_get (db, &way_placement_entity, placement_id,
                                                       NULL);
  g_autoptr(WayPupil) pupil = placement != NULL
                                ? way_records_get (db, &way_pupil_entity, &placement->pupil, NULL)
                                : NULL;

  return g_strdup (pupil != NULL && pupil->upn != NULL ? pupil->upn : "");
}

static void
add_row (Writer     *writer,
         guint       row,
         guint       week,
         const char *upn)
{
  const WayAttendanceRow *stay = way_attendance_sheet_row (writer->sheet, row);
  char **values = g_new0 (char *, N_COLUMNS + 1);

  values[COLUMN_PLACEMENT] = way_id_to_string (&stay->placement);
  values[COLUMN_PUPIL] = g_strdup (stay->name);
  values[COLUMN_UPN] = g_strdup (upn);
  values[COLUMN_SETTING] = g_strdup (writer->urn != NULL ? writer->urn : "");
  values[COLUMN_WEEK] = way_date_to_iso (way_attendance_sheet_week (writer->sheet, week));
  for (WayMeasure measure = 0; measure < WAY_N_MEASURES; measure++)
    {
      gint64 value = way_attendance_sheet_get (writer->sheet, row, week * WAY_N_MEASURES + measure);

      values[COLUMN_FIRST_MEASURE + measure] =
        value != WAY_INTEGER_NONE ? g_strdup_printf ("%" G_GINT64_FORMAT, value) : g_strdup ("");
    }
  g_ptr_array_add (writer->rows, values);
}

static void
add_rows (Writer *writer)
{
  for (guint row = 0; row < way_attendance_sheet_n_rows (writer->sheet); row++)
    {
      g_autofree char *upn =
        find_upn (writer->db, &way_attendance_sheet_row (writer->sheet, row)->placement);

      for (guint week = 0; week < way_attendance_sheet_n_weeks (writer->sheet); week++)
        if (way_attendance_sheet_is_open (writer->sheet, row, week * WAY_N_MEASURES))
          add_row (writer, row, week, upn);
    }
}

static GBytes *
write_csv (GPtrArray *rows)
{
  g_autoptr(GString) out = g_string_new (NULL);
  const char *headings[N_COLUMNS];

  for (guint i = 0; i < N_COLUMNS; i++)
    headings[i] = columns[i].heading;
  way_csv_write_row (out, headings, N_COLUMNS, WAY_CSV_PLAIN);
  for (guint i = 0; i < rows->len; i++)
    way_csv_write_row (out, g_ptr_array_index (rows, i), N_COLUMNS, WAY_CSV_PLAIN);
  return g_string_free_to_bytes (g_steal_pointer (&out));
}

GBytes *
way_attendance_file_write (WayFacts     *facts,
                           const WayId  *establishment,
                           const GDate  *from,
                           const GDate  *to,
                           gboolean      is_workbook,
                           GError      **error)
{
  g_autoptr(WayAttendanceSheet) sheet = way_attendance_sheet_new (facts, establishment, from, to,
                                                                  error);
  g_autoptr(WayEstablishment) setting = NULL;
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  Writer writer = { way_facts_db (facts), sheet, NULL, rows };

  if (sheet == NULL)
    return NULL;
  setting = way_act_get (writer.db, &way_establishment_entity, establishment, error);
  if (setting == NULL)
    return NULL;
  writer.urn = setting->urn;
  add_rows (&writer);
  return is_workbook ? way_xlsx_write ("Attendance", columns, N_COLUMNS, rows, error)
                     : write_csv (rows);
}

/* --- Reading --- */

typedef struct
{
  WayDb             *db;
  WayImport         *import;
  WayCsvReader      *reader;
  int                at[N_COLUMNS];   /* columns of the file; -1: it has none */
  GHashTable        *seen;            /* "placement week" */
  guint              n_blank;
} Reader;

static gboolean
refuse_row (GError     **error,
            const char  *sentence)
{
  g_set_error_literal (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_INVALID, sentence);
  return FALSE;
}

static const char *
value_of (const Reader *self,
          Column        column)
{
  return self->at[column] >= 0 ? way_csv_reader_field (self->reader, self->at[column]) : "";
}

/* Headings are ours, or the labels of the fields. */
static gboolean
find_columns (Reader  *self,
              GError **error)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      const WayField *field = way_entity_field (&way_attendance_week_entity, columns[i].heading);

      self->at[i] = way_csv_reader_find (self->reader, columns[i].heading);
      if (self->at[i] < 0 && field != NULL)
        self->at[i] = way_csv_reader_find (self->reader, field->label);
    }
  if (self->at[COLUMN_WEEK] < 0 ||
      (self->at[COLUMN_PLACEMENT] < 0 && self->at[COLUMN_UPN] < 0))
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND,
                   "line 1: a table of attendance has the headings week and placement (or upn)");
      return FALSE;
    }
  return TRUE;
}

/* Days as files write them: 2026-11-02, or 02/11/2026. */
static gboolean
read_week (const char  *text,
           GDate       *week,
           GError     **error)
{
  g_auto(GStrv) parts = NULL;
  gint64 day, month, year;

  if (way_date_parse (text, week))
    return TRUE;
  parts = g_strsplit (text, "/", 4);
  if (g_strv_length (parts) == 3 && way_text_parse_int (parts[0], 1, 31, &day) &&
      way_text_parse_int (parts[1], 1, 12, &month) &&
      way_text_parse_int (parts[2], 1000, 9999, &year) &&
      g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    {
      *week = way_date_ymd ((int) year, (int) month, (int) day);
      return TRUE;
    }
  return refuse_row (error, "week: is no day, as in 2026-11-02");
}

static gboolean
read_numbers (const Reader       *self,
              WayAttendanceWeek  *week,
              GError            **error)
{
  for (WayMeasure measure = 0; measure < WAY_N_MEASURES; measure++)
    {
      const WayField *field = way_entity_field (&way_attendance_week_entity,
                                                way_measure_field (measure));

      if (self->at[COLUMN_FIRST_MEASURE + measure] >= 0 &&
          !way_field_from_text (field, week,
                                value_of (self, (Column) (COLUMN_FIRST_MEASURE + measure)), error))
        return FALSE;
    }
  return TRUE;
}

static WayPlacement *
find_by_id (const Reader  *self,
            const char    *text,
            GError       **error)
{
  WayPlacement *placement;
  WayId id;

  if (!way_id_parse (text, &id))
    {
      refuse_row (error, "placement: is no id");
      return NULL;
    }
  placement = way_records_get (self->db, &way_placement_entity, &id, error);
  if (placement == NULL && *error == NULL)
    refuse_row (error, "placement: there is none with this id");
  return placement;
}

static gboolean
is_at_setting (const Reader       *self,
               const WayPlacement *placement)
{
  const char *urn = value_of (self, COLUMN_SETTING);
  g_autoptr(WayProvision) provision = NULL;
  g_autoptr(WayEstablishment) setting = NULL;

  if (*urn == '\0')
    return TRUE;
  provision = way_records_get (self->db, &way_provision_entity, &placement->provision, NULL);
  setting = provision != NULL ? way_records_get (self->db, &way_establishment_entity,
                                                 &provision->establishment, NULL) : NULL;
  return setting != NULL && g_strcmp0 (setting->urn, urn) == 0;
}

static WayPlacement *
find_by_upn (const Reader  *self,
             const GDate   *week,
             GError       **error)
{
  WayValue upn = { .type = WAY_VALUE_TEXT, .text = value_of (self, COLUMN_UPN) };
  g_autoptr(GPtrArray) pupils = way_records_list (self->db, &way_pupil_entity, "upn", &upn, error);
  g_autoptr(GPtrArray) placements = NULL;
  GDate sunday = way_date_add_days (week, 6);
  const WayPlacement *found = NULL;
  guint n_found = 0;

  if (pupils == NULL)
    return NULL;
  if (pupils->len != 1)
    {
      refuse_row (error, pupils->len == 0 ? "upn: there is no pupil with it"
                                          : "upn: several pupils have it");
      return NULL;
    }
  placements = way_records_of (self->db, &way_placement_entity, "pupil",
                               way_record_id (g_ptr_array_index (pupils, 0)), error);
  for (guint i = 0; placements != NULL && i < placements->len; i++)
    {
      const WayPlacement *one = g_ptr_array_index (placements, i);

      if (!way_date_overlap (week, &sunday, &one->start, &one->end) || !is_at_setting (self, one))
        continue;
      found = one;
      n_found++;
    }
  if (n_found == 1)
    return way_placement_copy (found);
  if (placements != NULL)
    refuse_row (error, n_found == 0 ? "upn: the pupil has no placement in that week"
                                    : "upn: the pupil has several placements in that week; "
                                      "name one under placement");
  return NULL;
}

static WayPlacement *
find_placement (const Reader  *self,
                const GDate   *week,
                GError       **error)
{
  const char *id = value_of (self, COLUMN_PLACEMENT);
  GDate sunday = way_date_add_days (week, 6);
  g_autoptr(WayPlacement) placement = NULL;

  if (*id == '\0' && *value_of (self, COLUMN_UPN) == '\0')
    {
      refuse_row (error, "placement: must be filled in, or upn");
      return NULL;
    }
  placement = *id != '\0' ? find_by_id (self, id, error) : find_by_upn (self, week, error);
  if (placement != NULL && !way_date_overlap (week, &sunday, &placement->start, &placement->end))
    {
      refuse_row (error, "week: the placement does not run in it");
      return NULL;
    }
  return g_steal_pointer (&placement);
}

/* *stored is NULL where nothing is recorded of the week. */
static gboolean
find_stored (const Reader       *self,
             const WayId        *placement,
             const GDate        *week,
             WayAttendanceWeek **stored,
             GError            **error)
{
  g_autoptr(GPtrArray) weeks = way_records_of (self->db, &way_attendance_week_entity, "placement",
                                               placement, error);

  for (guint i = 0; weeks != NULL && i < weeks->len && *stored == NULL; i++)
    {
      const WayAttendanceWeek *one = g_ptr_array_index (weeks, i);

      if (way_date_equal (&one->week, week))
        *stored = way_attendance_week_copy (one);
    }
  return weeks != NULL;
}

/* The same week of the same placement twice in a file contradicts itself. */
static gboolean
claim (Reader       *self,
       const WayId  *placement,
       const GDate  *week,
       GError      **error)
{
  g_autofree char *id = way_id_to_string (placement);

  if (g_hash_table_add (self->seen, g_strdup_printf ("%s %u", id, way_date_julian (week))))
    return TRUE;
  return refuse_row (error, "week: stands in this file twice for the placement");
}

static gboolean
plan_week (Reader             *self,
           guint               line,
           WayAttendanceWeek  *stored,
           WayAttendanceWeek  *week,
           GError            **error)
{
  if (!way_record_check (&way_attendance_week_entity, week, error))
    return FALSE;
  if (stored != NULL)
    {
      way_import_plan_over (self->import, &way_attendance_week_entity, line, stored,
                            way_attendance_week_copy (week));
      return TRUE;
    }
  week->id = way_id_new ();
  way_import_plan_new (self->import, &way_attendance_week_entity, line,
                       way_attendance_week_copy (week));
  way_import_count_row (self->import, WAY_IMPORT_NEW);
  return TRUE;
}

static gboolean
has_same_numbers (const WayAttendanceWeek *a,
                  const WayAttendanceWeek *b)
{
  for (WayMeasure measure = 0; measure < WAY_N_MEASURES; measure++)
    if (way_measure_get (a, measure) != way_measure_get (b, measure))
      return FALSE;
  return TRUE;
}

/* A row that says what is recorded already changes nothing, nor where that is
 * from. */
static void
note_source (WayAttendanceWeek       *week,
             const WayAttendanceWeek *stored)
{
  if (stored != NULL && has_same_numbers (week, stored))
    return;
  g_free (week->source);
  week->source = g_strdup ("file");
}

static gboolean
read_row (Reader  *self,
          GError **error)
{
  guint line = way_csv_reader_line (self->reader);
  g_autoptr(WayPlacement) placement = NULL;
  g_autoptr(WayAttendanceWeek) stored = NULL;
  g_autoptr(WayAttendanceWeek) week = NULL;
  GDate monday;

  if (!read_week (value_of (self, COLUMN_WEEK), &monday, error))
    return FALSE;
  placement = find_placement (self, &monday, error);
  if (placement == NULL)
    return FALSE;
  if (!find_stored (self, &placement->id, &monday, &stored, error))
    return FALSE;
  week = stored != NULL ? way_attendance_week_copy (stored) : way_attendance_week_new ();
  week->placement = placement->id;
  week->week = monday;
  if (!read_numbers (self, week, error))
    return FALSE;
  if (stored == NULL && way_attendance_is_blank (week))
    {
      self->n_blank++;
      return TRUE;
    }
  note_source (week, stored);
  return claim (self, &placement->id, &monday, error) &&
         plan_week (self, line, stored, week, error);
}

static gboolean
read_rows (Reader        *self,
           GCancellable  *cancellable,
           GError       **error)
{
  WayCsvStep step;

  while ((step = way_csv_reader_next (self->reader, error)) == WAY_CSV_ROW)
    {
      g_autoptr(GError) fault = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (read_row (self, &fault))
        continue;
      if (fault->domain != WAY_MODEL_ERROR)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      way_import_refuse (self->import, way_csv_reader_line (self->reader), self->reader,
                         fault->message);
    }
  return step == WAY_CSV_DONE;
}

static WayImport *
read_table (WayDb         *db,
            GBytes        *bytes,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(WayCsvReader) reader = way_csv_reader_new (bytes, 0, error);
  g_autoptr(WayImport) import = way_import_new ("Import attendance");
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader self = { .db = db, .import = import, .reader = reader, .seen = seen };

  if (reader == NULL || !find_columns (&self, error))
    return NULL;
  import->rejects = way_csv_rejects_new (reader, "reason");
  way_import_note_encoding (import, reader);
  if (!read_rows (&self, cancellable, error))
    return NULL;
  if (self.n_blank > 0)
    way_import_note (import, "%u rows say nothing but what was possible; they were passed over",
                     self.n_blank);
  return way_import_finish (g_steal_pointer (&import));
}

WayImport *
way_import_attendance (WayDb         *db,
                       GBytes        *bytes,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr(GBytes) table = way_xlsx_is_workbook (bytes) ? way_xlsx_to_csv (bytes, error)
                                                         : g_bytes_ref (bytes);

  return table != NULL ? read_table (db, table, cancellable, error) : NULL;
}
