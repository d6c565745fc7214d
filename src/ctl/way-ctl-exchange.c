/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies kept in step by files: a second copy, bundles out and in, conflicts
 * listed and settled. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-copy-figures.h"
#include "way-ctl-table.h"
#include "way-enrol.h"
#include "way-exchange.h"
#include "way-folder-pass.h"
#include "way-quarantine.h"
#include "way-settle.h"
#include "way-word.h"

#define WHOLE_ROW "-"          /* in the place of a field: an edit against a delete */

static void
add_id (WayCtlTable *table,
        const WayId *id)
{
  g_autofree char *text = way_id_to_string (id);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, text);
}

static void
add_moment (WayCtlTable *table,
            gint64       milliseconds)
{
  g_autofree char *text = way_ctl_moment (milliseconds);

  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, text);
}

/* --- clone, export --- */

WayCtlStatus
way_ctl_run_exchange_clone (WayCtl  *ctl,
                            GError **error)
{
  const char *path = way_ctl_need (ctl, "out", error);

  return path != NULL && way_exchange_clone (way_ctl_db (ctl), path, error) ? WAY_CTL_DONE
                                                                           : WAY_CTL_REFUSED;
}

static void
print_sent (WayCtl            *ctl,
            const WayManifest *manifest)
{
  static const char *const headings[] = { "bundle", "edits", "changes", NULL };
  g_autoptr(WayCtlTable) table = way_ctl_table_new (ctl, headings);

  add_id (table, &manifest->id);
  way_ctl_table_add_int (table, (gint64) manifest->edits);
  way_ctl_table_add_int (table, (gint64) manifest->ops);
}

/* To an enrolled device, or else to a copy by its id. */
static gboolean
send_to (WayCtl       *ctl,
         const char   *to,
         const char   *path,
         WayManifest **manifest,
         GError      **error)
{
  WayDb *db = way_ctl_db (ctl);
  WayEditInfo info = way_ctl_edit_info (ctl, NULL, NULL);
  WaySendOptions options = { .today = way_ctl_today (ctl) };
  g_autoptr(GError) unknown = NULL;
  WayId other, device;

  if (way_enrol_find (db, to, &other, &unknown))
    return way_copy_figures_send (db, info.who, &other, &options, path, way_ctl_progress, NULL,
                                   NULL, manifest, error);
  if (!way_exchange_find_copy (db, to, &other, error))
    {
      g_prefix_error (error, "--to: ");
      return FALSE;
    }
  if (!way_life_read (db, &other, &device, error))
    return FALSE;
  if (!way_id_is_null (&device))
    return way_copy_figures_send (db, info.who, &device, &options, path, way_ctl_progress, NULL,
                                   NULL, manifest, error);
  return way_exchange_export (db, &other, path, way_ctl_progress, NULL, NULL, manifest, error);
}

WayCtlStatus
way_ctl_run_exchange_export (WayCtl  *ctl,
                             GError **error)
{
  const char *path = way_ctl_need (ctl, "out", error);
  const char *to = way_ctl_option (ctl, "to");
  g_autoptr(WayManifest) manifest = NULL;
  gboolean done;

  if (path == NULL)
    return WAY_CTL_REFUSED;
  if (way_ctl_flag (ctl, "all") == (to != NULL))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--all or --to must be given"));
      return WAY_CTL_REFUSED;
    }
  done = to != NULL ? send_to (ctl, to, path, &manifest, error)
                    : way_exchange_export (way_ctl_db (ctl), NULL, path, way_ctl_progress, NULL,
                                           NULL, &manifest, error);
  way_ctl_end_progress ();
  if (!done)
    return WAY_CTL_REFUSED;
  print_sent (ctl, manifest);
  return WAY_CTL_DONE;
}

/* --- figures --- */

static void
list_tables (WayCtl          *ctl,
             const GPtrArray *tables)
{
  static const char *const headings[] = { "name", "title", "counted_to", "made", NULL };
  g_autoptr(WayCtlTable) list = way_ctl_table_new (ctl, headings);

  for (guint i = 0; i < tables->len; i++)
    {
      const WayFigureTable *table = g_ptr_array_index (tables, i);
      g_autofree char *cut_off = way_date_to_iso (&table->cut_off);

      way_ctl_table_add (list, WAY_CTL_CELL_TEXT, table->name);
      way_ctl_table_add (list, WAY_CTL_CELL_TEXT, table->title);
      way_ctl_table_add (list, WAY_CTL_CELL_TEXT, cut_off);
      add_moment (list, table->made);
    }
}

WayCtlStatus
way_ctl_run_exchange_figures (WayCtl  *ctl,
                              GError **error)
{
  g_autoptr(GPtrArray) tables = way_figure_tables_list (way_ctl_db (ctl), error);
  const char *name = way_ctl_word (ctl, 0);

  if (tables == NULL)
    return WAY_CTL_REFUSED;
  if (name == NULL)
    {
      list_tables (ctl, tables);
      return WAY_CTL_DONE;
    }
  for (guint i = 0; i < tables->len; i++)
    {
      const WayFigureTable *table = g_ptr_array_index (tables, i);

      if (strcmp (table->name, name) == 0)
        {
          way_ctl_print ("%s", table->body);
          return WAY_CTL_DONE;
        }
    }
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED,
               _("“%s”: this copy was told no such table"), name);
  return WAY_CTL_REFUSED;
}

/* --- import --- */

static void
print_report (WayCtl               *ctl,
              const WayManifest    *manifest,
              const WayMergeReport *report)
{
  static const char *const headings[] = {
    "bundle", "edits_new", "edits_known", "rows_new", "rows_changed", "rows_deleted", "conflicts",
    "clocks_wrong", "quarantined", "retired", "settled", NULL
  };
  g_autoptr(WayCtlTable) table = way_ctl_table_new (ctl, headings);
  const guint counts[] = {
    report->edits_new, report->edits_known, report->rows_new, report->rows_changed,
    report->rows_deleted, report->conflicts, report->clocks_wrong, report->quarantined,
    report->retired, report->settled,
  };

  add_id (table, &manifest->id);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    way_ctl_table_add_int (table, counts[i]);
}

/* How many conflicts and edits in quarantine wait after it; a preview leaves those
 * that it found. */
static gboolean
count_left (WayCtl               *ctl,
            const WayMergeReport *report,
            gint64               *left,
            GError              **error)
{
  gint64 waiting;

  if (!way_conflicts_count (way_ctl_db (ctl), left, error) ||
      !way_quarantine_count (way_ctl_db (ctl), &waiting, error))
    return FALSE;
  *left += waiting;
  if (way_ctl_flag (ctl, "preview"))
    *left += report->conflicts + report->quarantined;
  return TRUE;
}

WayCtlStatus
way_ctl_run_exchange_import (WayCtl  *ctl,
                             GError **error)
{
  const char *path = way_ctl_word (ctl, 0);
  WayTakeOptions options = { .preview = way_ctl_flag (ctl, "preview"),
                             .sure = way_ctl_flag (ctl, "sure"), .today = way_ctl_today (ctl) };
  WayEditInfo info = way_ctl_edit_info (ctl, NULL, NULL);
  g_autoptr(WayManifest) manifest = NULL;
  WayMergeReport report;
  gboolean done;
  gint64 left;

  done = way_settle_take (way_ctl_db (ctl), info.who, path, &options, way_ctl_progress, NULL, NULL,
                          &report, &manifest, error);
  way_ctl_end_progress ();
  if (!done || !count_left (ctl, &report, &left, error))
    return WAY_CTL_REFUSED;
  print_report (ctl, manifest, &report);
  return left > 0 ? WAY_CTL_FINDING : WAY_CTL_DONE;
}

/* --- list --- */

WayCtlStatus
way_ctl_run_exchange_list (WayCtl  *ctl,
                           GError **error)
{
  static const char *const headings[] = {
    "bundle", "direction", "copy", "name", "when", "edits", "changes", NULL
  };
  g_autoptr(GPtrArray) entries = way_exchange_list (way_ctl_db (ctl), error);
  g_autoptr(WayCtlTable) table = NULL;

  if (entries == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < entries->len; i++)
    {
      const WayExchangeEntry *entry = g_ptr_array_index (entries, i);

      add_id (table, &entry->id);
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, entry->sent ? "sent" : "received");
      add_id (table, &entry->other);
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, entry->other_name);
      add_moment (table, entry->when);
      way_ctl_table_add_int (table, entry->edits);
      way_ctl_table_add_int (table, entry->ops);
    }
  return WAY_CTL_DONE;
}

/* --- conflicts --- */

static const char *
field_name (const WayField *field)
{
  return field != NULL ? field->name : WHOLE_ROW;
}

static void
add_value (WayCtlTable            *table,
           const WayConflictValue *value)
{
  char row[WAY_ID_TEXT_SIZE];
  g_autofree char *conflict = NULL;

  way_id_format (&value->row, row);
  conflict = g_strconcat (row, ".", field_name (value->field), NULL);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, conflict);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, value->entity->name);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, row);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT,
                     value->field != NULL ? value->field->name : NULL);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, value->value);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, value->who);
  add_moment (table, value->when);
  way_ctl_table_add (table, WAY_CTL_CELL_TEXT, value->copy);
  way_ctl_table_add (table, WAY_CTL_CELL_BOOLEAN, value->shown ? "yes" : "no");
  way_ctl_table_add_int (table, value->number);
}

WayCtlStatus
way_ctl_run_exchange_conflicts (WayCtl  *ctl,
                                GError **error)
{
  static const char *const headings[] = {
    "conflict", "entity", "id", "field", "value", "who", "when", "copy", "shown", "number", NULL
  };
  g_autoptr(GPtrArray) values = way_conflicts_list (way_ctl_db (ctl), NULL, error);
  g_autoptr(WayCtlTable) table = NULL;

  if (values == NULL)
    return WAY_CTL_REFUSED;
  table = way_ctl_table_new (ctl, headings);
  for (guint i = 0; i < values->len; i++)
    add_value (table, g_ptr_array_index (values, i));
  return WAY_CTL_DONE;
}

/* --- settle --- */

/* A conflict's name is ROW.FIELD, or ROW.- for an edit against a delete: the
 * same in every copy. */
static const WayConflictValue *
find_conflict (GPtrArray  *values,
               const char *field)
{
  for (guint i = 0; i < values->len; i++)
    {
      const WayConflictValue *value = g_ptr_array_index (values, i);

      if (strcmp (field_name (value->field), field) == 0)
        return value;
    }
  return NULL;
}

static GPtrArray *
list_row (WayCtl      *ctl,
          const char **field,
          GError     **error)
{
  const char *conflict = way_ctl_word (ctl, 0);
  const char *dot = strchr (conflict, '.');
  g_autofree char *row = dot != NULL ? g_strndup (conflict, (gsize) (dot - conflict)) : NULL;
  WayId id;

  if (row == NULL || !way_id_parse (row, &id))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED,
                   _("“%s”: is no conflict’s name, which is an id, a dot and a field"), conflict);
      return NULL;
    }
  *field = dot + 1;
  return way_conflicts_list (way_ctl_db (ctl), &id, error);
}

static WayCtlStatus
print_edit (WayCtl    *ctl,
            WayEditId  edit)
{
  g_autofree char *text = way_edit_to_text (way_ctl_db (ctl), edit);

  way_ctl_print_key (ctl, "edit", text);
  return WAY_CTL_DONE;
}

static WayCtlStatus
settle_one (WayCtl             *ctl,
            const WayEditInfo  *info,
            GError            **error)
{
  WayDb *db = way_ctl_db (ctl);
  g_autoptr(GPtrArray) values = NULL;
  const WayConflictValue *value;
  const char *field;
  WayEditId edit;
  gint64 keep;

  if (!way_ctl_integer (ctl, "keep", 1, G_MAXUINT16, 0, &keep, error))
    return WAY_CTL_REFUSED;
  values = list_row (ctl, &field, error);
  if (values == NULL)
    return WAY_CTL_REFUSED;
  value = find_conflict (values, field);
  if (value == NULL)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED,
                   _("“%s”: there is no such conflict, or it was settled"), way_ctl_word (ctl, 0));
      return WAY_CTL_REFUSED;
    }
  if (!way_conflicts_settle (db, value->entity, &value->row, value->field, (guint) keep, info,
                             &edit, error))
    return WAY_CTL_REFUSED;
  return print_edit (ctl, edit);
}

/* "newest", the first eight digits of a copy, or a name. */
static const WaySettleWay *
find_way (const GPtrArray *ways,
          const char      *keep)
{
  for (guint i = 0; i < ways->len; i++)
    {
      const WaySettleWay *way = g_ptr_array_index (ways, i);

      if (way->copy == NULL && way->who == NULL ? strcmp (keep, "newest") == 0
                                                : g_strcmp0 (way->copy, keep) == 0)
        return way;
    }
  return NULL;
}

/* All conflicts of the record, of which the word is the id. */
static WayCtlStatus
settle_record (WayCtl             *ctl,
               const WayId        *row,
               const WayEditInfo  *info,
               GError            **error)
{
  WayDb *db = way_ctl_db (ctl);
  const char *keep = way_ctl_option (ctl, "keep");
  g_autoptr(GPtrArray) values = way_conflicts_list (db, row, error);
  g_autoptr(GPtrArray) ways = values != NULL ? way_settle_ways (values, row) : NULL;
  WaySettleWay by_name = { .who = (char *) keep };
  const WaySettleWay *way;
  WayEditId edit;
  guint settled;

  if (ways == NULL)
    return WAY_CTL_REFUSED;
  way = find_way (ways, keep);
  if (!way_settle_record (db, row, way != NULL ? way : &by_name, info, &settled, &edit, error))
    return WAY_CTL_REFUSED;
  if (settled > 0)
    return print_edit (ctl, edit);
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED,
               _("“%s”: there is no conflict of the record with a value of “%s”"),
               way_ctl_word (ctl, 0), keep);
  return WAY_CTL_REFUSED;
}

static WayCtlStatus
settle_by_rules (WayCtl             *ctl,
                 const WayEditInfo  *info,
                 GError            **error)
{
  g_autofree char *text = NULL;
  guint settled;

  if (!way_settle_by_rules (way_ctl_db (ctl), info->who, &settled, error))
    return WAY_CTL_REFUSED;
  text = g_strdup_printf ("%u", settled);
  way_ctl_print_key (ctl, "settled", text);
  return WAY_CTL_DONE;
}

WayCtlStatus
way_ctl_run_exchange_settle (WayCtl  *ctl,
                             GError **error)
{
  WayEditInfo info = way_ctl_edit_info (ctl, _("Settle a conflict"), way_ctl_option (ctl, "reason"));
  const char *word = way_ctl_word (ctl, 0);
  WayId row;

  if (way_ctl_flag (ctl, "by-rule") == (word != NULL))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
                   _("a conflict, a record or --by-rule must be given"));
      return WAY_CTL_REFUSED;
    }
  if (word == NULL)
    return settle_by_rules (ctl, &info, error);
  if (way_ctl_need (ctl, "keep", error) == NULL)
    return WAY_CTL_REFUSED;
  if (!way_id_parse (word, &row))
    return settle_one (ctl, &info, error);
  info.name = _("Settle the conflicts of a record");
  return settle_record (ctl, &row, &info, error);
}

/* --- serve --- */

static void
list_folder (WayCtl          *ctl,
             const GPtrArray *files)
{
  static const char *const headings[] = { "name", "state", "detail", NULL };
  static const char *const states[] = {
    [WAY_FOLDER_NEW] = "new", [WAY_FOLDER_PARTIAL] = "partial", [WAY_FOLDER_OTHER] = "other",
    [WAY_FOLDER_TAKEN] = "taken", [WAY_FOLDER_ASKS] = "asks", [WAY_FOLDER_REFUSED] = "refused"
  };
  g_autoptr(WayCtlTable) table = way_ctl_table_new (ctl, headings);

  for (guint i = 0; i < files->len; i++)
    {
      const WayFolderFile *file = g_ptr_array_index (files, i);

      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, file->name);
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, states[file->state]);
      way_ctl_table_add (table, WAY_CTL_CELL_TEXT, file->detail);
    }
}

WayCtlStatus
way_ctl_run_exchange_serve (WayCtl  *ctl,
                            GError **error)
{
  WayDb *db = way_ctl_db (ctl);
  WayEditInfo info = way_ctl_edit_info (ctl, NULL, NULL);
  WayFolderOptions options = { .path = way_ctl_word (ctl, 0), .who = info.who,
                               .today = way_ctl_today (ctl) };
  g_autoptr(GPtrArray) files = NULL;
  WayFolderReport report;
  gboolean done = way_folder_pass (db, &options, way_ctl_progress, NULL, NULL, &report, error);

  way_ctl_end_progress ();
  files = done ? way_folder_list (db, options.path, 0, error) : NULL;
  if (files == NULL)
    return WAY_CTL_REFUSED;
  list_folder (ctl, files);
  return report.asks + report.refused + report.partial + report.conflicts > 0 ? WAY_CTL_FINDING
                                                                             : WAY_CTL_DONE;
}
