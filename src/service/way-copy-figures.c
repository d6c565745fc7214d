/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures for copies that may not count for themselves: which tables go, as what
 * they are released, and how they are read where they arrive. */

#include "way-copy-figures.h"

#include <string.h>

#include "way-copies.h"
#include "way-area.h"
#include "way-directory-facts.h"
#include "way-publish.h"
#include "way-records-csv.h"
#include "way-release-tables.h"
#include "way-release-text.h"
#include "way-service-error.h"
#include "way-strategy.h"
#include "way-text.h"

/* Of a table's name that a file brings. */
#define FIRST_YEAR 1900
#define LAST_YEAR 2999
#define MOST_NAME 60

#define PROFILE "PARTNER"

/* This school year and those before it that charts go back to. */
#define YEARS 3

#define NOTE "For the governance group’s copy"

/* --- Tables of statistics --- */

typedef struct
{
  WayDb       *db;
  const GDate *today;
  GPtrArray   *past;        /* WayPastRelease */
  GPtrArray   *drafts;      /* WayPublishDraft *: all that are sent */
  GPtrArray   *news;        /* of them, lent: those that were not released so before */
  GPtrArray   *tables;      /* WayFigureTable * */
} Making;

static void
making_clear (Making *self)
{
  g_clear_pointer (&self->past, g_ptr_array_unref);
  g_clear_pointer (&self->drafts, g_ptr_array_unref);
  g_clear_pointer (&self->news, g_ptr_array_unref);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

static void
add_release_tables (Making          *self,
                    int              year,
                    const GDate     *cut_off,
                    const GPtrArray *tables)
{
  for (guint i = 0; i < tables->len; i++)
    {
      const WayReleaseTable *table = g_ptr_array_index (tables, i);
      g_autoptr(GString) csv = way_release_table_to_csv (table);
      g_autofree char *resource = way_release_table_resource (table, csv);
      g_autofree char *name = g_strdup_printf ("%d/%02u/%s", year, i + 1, table->name);

      g_ptr_array_add (self->tables, way_figure_table_new (name, table->title, cut_off, resource,
                                                           csv->str));
    }
}

static const WayPastRelease *
find_past (const Making *self,
           int           year)
{
  for (guint i = 0; i < self->past->len; i++)
    {
      const WayPastRelease *past = g_ptr_array_index (self->past, i);

      if (past->year == year && g_str_equal (past->profile.id, PROFILE))
        return past;
    }
  return NULL;
}

/* While a year goes on, what is counted since its beginning changes by single
 * children from file to file: those tables wait for its end. */
static WayPublishDraft *
draft_year (const Making  *self,
            int            year,
            gboolean       is_over,
            GError       **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  const char *const *all = way_release_table_names ();

  for (guint i = 0; all[i] != NULL; i++)
    if (is_over || way_release_table_is_of_days (all[i]))
      g_ptr_array_add (names, (gpointer) all[i]);
  g_ptr_array_add (names, NULL);
  return way_publish_draft_new (self->db, PROFILE, year, self->today,
                                (const char *const *) names->pdata, error);
}

static void
take_draft (Making                *self,
            WayPublishDraft       *draft,
            const WayPastRelease  *past)
{
  g_ptr_array_add (self->drafts, draft);
  if (past == NULL || g_strcmp0 (past->digest, draft->digest) != 0)
    {
      draft->note = g_strdup (NOTE);
      g_ptr_array_add (self->news, draft);
    }
  add_release_tables (self, draft->year, &draft->made, draft->tables);
}

/* What cannot be released now stays as it was released; a year gone by that never
 * could be is left out. */
static gboolean
add_year (Making   *self,
          int       year,
          gboolean  is_last,
          GError  **error)
{
  const WayPastRelease *past = find_past (self, year);
  GDate end = way_date_ymd (year + 1, 8, 31);
  gboolean is_over = way_date_compare (&end, self->today) < 0;
  g_autoptr(GError) cause = NULL;
  WayPublishDraft *draft = NULL;

  if (past == NULL || way_date_compare (&past->made, &end) <= 0)
    draft = draft_year (self, year, is_over, &cause);
  if (draft != NULL)
    take_draft (self, draft, past);
  else if (past != NULL)
    add_release_tables (self, year, &past->made, past->tables);
  else if (is_last || !g_error_matches (cause, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  return TRUE;
}

static gboolean
add_years (Making   *self,
           GError  **error)
{
  int last = way_release_year_of (self->today);

  self->past = way_publish_list (self->db, error);
  if (self->past == NULL)
    return FALSE;
  for (int year = last; year > last - YEARS; year--)
    if (!add_year (self, year, year == last, error))
      return FALSE;
  return TRUE;
}

/* --- Records as tables --- */

/* What stands in a strategy; how it is seen that a thing was done, and how it goes,
 * are words that somebody wrote in passing. */
static const char *const strategy_fields[] = { "id", "name", "vision", "from", "to", NULL };
static const char *const statement_fields[] = { "id", "strategy", "kind", "number", "wording", NULL };
static const char *const action_fields[] = {
  "id", "strategy", "statement", "reference", "wording", "term", "owner", "started", "due", "done",
  "dropped", NULL
};

static const struct
{
  const WayEntity   *entity;
  const char *const *fields;
} told[] = {
  { &way_strategy_entity, strategy_fields },
  { &way_statement_entity, statement_fields },
  { &way_strategy_action_entity, action_fields },
};

gboolean
way_copy_figures_tell (const WayEntity *entity,
                       const WayField  *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (told[i].entity == entity)
      return g_strv_contains (told[i].fields, field->name);

  /* Tables are parted by these. */
  return (entity == &way_establishment_entity || entity == &way_district_entity) &&
         g_str_equal (field->name, "name");
}

static void
put_record (GString           *out,
            const WayEntity   *entity,
            const char *const *fields,
            gconstpointer      record)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; fields[i] != NULL; i++)
    g_ptr_array_add (words, way_field_to_text (way_entity_field (entity, fields[i]), record));
  way_csv_write_row (out, (const char *const *) words->pdata, words->len, WAY_CSV_PLAIN);
}

static gboolean
add_records (Making             *self,
             const WayEntity    *entity,
             const char *const  *fields,
             GError            **error)
{
  g_autoptr(GPtrArray) records = way_records_list (self->db, entity, NULL, NULL, error);
  g_autoptr(GString) out = g_string_new (NULL);

  if (records == NULL)
    return FALSE;
  way_csv_write_row (out, fields, g_strv_length ((char **) fields), WAY_CSV_PLAIN);
  for (guint i = 0; i < records->len; i++)
    put_record (out, entity, fields, g_ptr_array_index (records, i));
  g_ptr_array_add (self->tables, way_figure_table_new (entity->name, entity->label_plural, self->today,
                                                       NULL, out->str));
  return TRUE;
}

static gboolean
add_strategy (Making   *self,
              GError  **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    if (!add_records (self, told[i].entity, told[i].fields, error))
      return FALSE;
  return TRUE;
}

/* --- Free places --- */

static void
put_free_places (GString                *out,
                 const WayDirectoryRow  *row)
{
  g_autofree char *provision = way_id_to_string (&row->provision);
  g_autofree char *places = g_strdup_printf ("%" G_GINT64_FORMAT, row->places);
  g_autofree char *free_places = g_strdup_printf ("%" G_GINT64_FORMAT, row->free);
  const char *words[] = { provision, places, free_places };

  way_csv_write_row (out, words, G_N_ELEMENTS (words), WAY_CSV_PLAIN);
}

static gboolean
add_free_places (Making   *self,
                 GError  **error)
{
  static const char *const headings[] = { "provision", "places", "free" };
  g_autoptr(WayFacts) facts = way_facts_new (self->db, error);
  g_autoptr(GPtrArray) rows = facts != NULL ? way_directory_list (facts, self->today, error) : NULL;
  g_autoptr(GString) out = g_string_new (NULL);

  if (rows == NULL)
    return FALSE;
  way_csv_write_row (out, headings, G_N_ELEMENTS (headings), WAY_CSV_PLAIN);
  for (guint i = 0; i < rows->len; i++)
    {
      const WayDirectoryRow *row = g_ptr_array_index (rows, i);

      if (!way_id_is_null (&row->provision) && row->places != WAY_INTEGER_NONE)
        put_free_places (out, row);
    }
  g_ptr_array_add (self->tables, way_figure_table_new (WAY_FIGURE_TABLE_FREE_PLACES, "Free places",
                                                       self->today, NULL, out->str));
  return TRUE;
}

/* --- Giving them --- */

static void
free_table (gpointer data)
{
  way_figure_table_free (data);
}

static void
free_draft (gpointer data)
{
  way_publish_draft_free (data);
}

/* Tables that go together were made at one moment. */
static gboolean
make_tables (Making   *self,
             guint     role,
             GError  **error)
{
  self->tables = g_ptr_array_new_with_free_func (free_table);
  self->drafts = g_ptr_array_new_with_free_func (free_draft);
  self->news = g_ptr_array_new ();
  if (role == WAY_COPY_GOVERNANCE && !(add_years (self, error) && add_strategy (self, error)))
    return FALSE;
  if (role == WAY_COPY_SCHOOL && !add_free_places (self, error))
    return FALSE;
  for (guint i = 1; i < self->tables->len; i++)
    ((WayFigureTable *) g_ptr_array_index (self->tables, i))->made =
      ((WayFigureTable *) g_ptr_array_index (self->tables, 0))->made;
  return TRUE;
}

typedef gboolean (*GiveFunc) (const GPtrArray  *tables,
                              gpointer          data,
                              GError          **error);

typedef struct
{
  const Making *making;
  GiveFunc      func;
  gpointer      data;
} Giving;

static gboolean
give_in_edit (gpointer   data,
              GError   **error)
{
  const Giving *self = data;

  return self->func (self->making->tables, self->data, error);
}

static gboolean
give (WayDb        *db,
      const char   *who,
      guint         role,
      const GDate  *today,
      GiveFunc      func,
      gpointer      data,
      GError      **error)
{
  g_auto(Making) self = { .db = db, .today = today };
  Giving giving = { &self, func, data };
  WayEditInfo info = { .name = "Release figures to the governance group", .reason = NOTE,
                       .who = who };

  if (!make_tables (&self, role, error))
    return FALSE;
  if (self.news->len == 0)
    return func (self.tables, data, error);
  return way_publish_record_all (db, &info, NULL, self.news, give_in_edit, &giving, error);
}

/* --- Sending --- */

typedef struct
{
  WayDb                  *db;
  const WayId            *to;
  const WaySendOptions   *options;
  const WayDevice        *card;
  const WayEnrolOptions  *enrol;
  const char             *path;
  WayProgressFunc         progress;
  gpointer                data;
  GCancellable           *cancellable;
  WayManifest           **manifest;
} Send;

static gboolean
send_tables (const GPtrArray  *tables,
             gpointer          data,
             GError          **error)
{
  const Send *self = data;
  WaySendOptions options = *self->options;

  options.tables = tables;
  return way_exchange_send (self->db, self->to, &options, self->path, self->progress, self->data,
                            self->cancellable, self->manifest, error);
}

static gboolean
enrol_with_tables (const GPtrArray  *tables,
                   gpointer          data,
                   GError          **error)
{
  const Send *self = data;
  WayEnrolOptions options = *self->enrol;

  options.send.tables = tables;
  return way_enrol_add (self->db, self->card, &options, self->path, self->progress, self->data,
                        self->cancellable, error);
}

/* 0 where it is none of the roster's: sending says so. */
static gboolean
find_role (WayDb        *db,
           const WayId  *device,
           guint        *role,
           GError      **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayRoster) roster = way_roster_read (db, NULL, &cause);
  const WayRosterEntry *entry = roster != NULL ? way_roster_find (roster, device) : NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  *role = entry != NULL && entry->revoked == 0 && way_exchange_own_role (db) == WAY_COPY_OFFICE
            ? entry->role : 0;
  return TRUE;
}

gboolean
way_copy_figures_send (WayDb                 *db,
                       const char            *who,
                       const WayId           *to,
                       const WaySendOptions  *options,
                       const char            *path,
                       WayProgressFunc        progress,
                       gpointer               data,
                       GCancellable          *cancellable,
                       WayManifest          **manifest,
                       GError               **error)
{
  Send self = { .db = db, .to = to, .options = options, .path = path, .progress = progress,
                .data = data, .cancellable = cancellable, .manifest = manifest };
  guint role;

  return find_role (db, to, &role, error) &&
         give (db, who, role, &options->today, send_tables, &self, error);
}

gboolean
way_copy_figures_enrol (WayDb                  *db,
                        const char             *who,
                        const WayDevice        *card,
                        const WayEnrolOptions  *options,
                        const char             *invite,
                        WayProgressFunc         progress,
                        gpointer                data,
                        GCancellable           *cancellable,
                        GError                **error)
{
  Send self = { .db = db, .card = card, .enrol = options, .path = invite, .progress = progress,
                .data = data, .cancellable = cancellable };

  return give (db, who, options->role, &options->send.today, enrol_with_tables, &self, error);
}

/* --- In the copy --- */

static void
free_year (gpointer data)
{
  WayCopyFigures *self = data;

  g_ptr_array_unref (self->tables);
  g_free (self);
}

/* "2026/01/occupancy-by-setting": what a file calls a table is not believed. */
static gboolean
read_year (const WayFigureTable  *table,
           int                   *year,
           GError               **error)
{
  g_auto(GStrv) parts = g_strsplit (table->name, "/", 3);
  gint64 number;

  if (g_strv_length (parts) != 3 || !way_text_parse_int (parts[0], FIRST_YEAR, LAST_YEAR, &number))
    {
      g_autofree char *name = way_text_clip (table->name, MOST_NAME);

      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                   "“%s”: the name of a table of figures begins with no year", name);
      return FALSE;
    }
  *year = (int) number;
  return TRUE;
}

static WayCopyFigures *
find_year (GPtrArray             *years,
           int                    year,
           const WayFigureTable  *table)
{
  WayCopyFigures *self;

  for (guint i = 0; i < years->len; i++)
    if (((WayCopyFigures *) g_ptr_array_index (years, i))->year == year)
      return g_ptr_array_index (years, i);
  self = g_new0 (WayCopyFigures, 1);
  self->year = year;
  self->cut_off = table->cut_off;
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) way_release_table_free);
  g_ptr_array_insert (years, 0, self);       /* tables come by name */
  return self;
}

static WayReleaseTable *
read_table (const WayFigureTable  *table,
            GError               **error)
{
  g_autoptr(GBytes) description = g_bytes_new (table->description, strlen (table->description));
  g_autoptr(GBytes) csv = g_bytes_new (table->body, strlen (table->body));
  g_autoptr(WayJson) json = way_json_read (description, error);
  WayReleaseTable *read = json != NULL ? way_release_table_read (json, csv, error) : NULL;

  if (read == NULL)
    g_prefix_error (error, "%s: ", table->name);
  return read;
}

GPtrArray *
way_copy_figures_read (WayDb   *db,
                       GError **error)
{
  g_autoptr(GPtrArray) tables = way_figure_tables_list (db, error);
  g_autoptr(GPtrArray) years = g_ptr_array_new_with_free_func (free_year);

  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      const WayFigureTable *table = g_ptr_array_index (tables, i);
      WayReleaseTable *read;
      int year;

      if (*table->description == '\0')
        continue;
      if (!read_year (table, &year, error))
        return NULL;
      read = read_table (table, error);
      if (read == NULL)
        return NULL;
      g_ptr_array_add (find_year (years, year, table)->tables, read);
    }
  return tables != NULL ? g_steal_pointer (&years) : NULL;
}

static WayFigureTable *
get_table (WayDb       *db,
           const char  *name,
           GError     **error)
{
  g_autoptr(GPtrArray) tables = way_figure_tables_list (db, error);

  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      const WayFigureTable *table = g_ptr_array_index (tables, i);

      if (g_str_equal (table->name, name))
        return g_ptr_array_steal_index (tables, i);
    }
  return NULL;
}

static gboolean
read_records (const WayEntity       *entity,
              const WayFigureTable  *table,
              GPtrArray             *records,
              GError               **error)
{
  g_autoptr(GBytes) csv = g_bytes_new (table->body, strlen (table->body));
  g_autoptr(WayRecordsReader) reader = way_records_reader_new (entity, csv, NULL, error);
  g_autofree char *reason = NULL;
  WayCsvStep step = WAY_CSV_ERROR;
  gpointer record = NULL;

  while (reader != NULL &&
         (step = way_records_reader_next (reader, &record, &reason, error)) == WAY_CSV_ROW &&
         record != NULL)
    g_ptr_array_add (records, record);
  if (reason != NULL)
    g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID, "%s: %s", table->name, reason);
  return step == WAY_CSV_DONE;
}

GPtrArray *
way_copy_figures_records (WayDb            *db,
                          const WayEntity  *entity,
                          GError          **error)
{
  g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func (entity->destroy);
  g_autoptr(GError) cause = NULL;
  g_autoptr(WayFigureTable) table = get_table (db, entity->name, &cause);

  if (cause == NULL && (table == NULL || read_records (entity, table, records, &cause)))
    return g_steal_pointer (&records);
  g_propagate_error (error, g_steal_pointer (&cause));
  return NULL;
}
