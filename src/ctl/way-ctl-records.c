/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records of any entity: listed, written, deleted. */

#include "way-ctl-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-ctl-table.h"
#include "way-permit.h"
#include "way-query.h"
#include "way-records.h"
#include "way-seals.h"
#include "way-service.h"
#include "way-text.h"

#define PAGE 20000             /* rows read at a time */
#define MOST_REASON 500

/* --- list --- */

/* Where the contract's order of columns is not that of the description: these
 * come first, and the other fields follow. */
static const struct
{
  const char *entity;
  const char *names[10];
} leading[] = {
  { "provision", { "id", "establishment", "name", "kind", "phase", "counted", NULL } },
  { "pupil", { "id", "upn", "surname", "forename", NULL } },
};

static const char *const *
find_leading (const WayEntity *entity)
{
  static const char *const id[] = { "id", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (leading); i++)
    if (strcmp (leading[i].entity, entity->name) == 0)
      return leading[i].names;
  return id;
}

/* People see names where records are referred to, and the fields that stand in
 * a plain list; programs get every field. */
static gboolean
add_column (WayQuery        *query,
            const WayField  *field,
            WayCtlForm       form,
            GError         **error)
{
  g_autofree char *title = NULL;

  if (form != WAY_CTL_TEXT || field->kind == WAY_KIND_ID)
    return way_query_add_column (query, field->name, error);
  if (!(field->flags & WAY_FIELD_LIST))
    return TRUE;
  if (field->kind == WAY_KIND_REFERENCE)
    title = g_strconcat (field->name, ".title", NULL);
  return way_query_add_column (query, title != NULL ? title : field->name, error);
}

static gboolean
add_columns (WayQuery         *query,
             const WayEntity  *entity,
             WayCtlForm        form,
             GError          **error)
{
  const char *const *first = find_leading (entity);

  for (guint i = 0; first[i] != NULL; i++)
    if (!add_column (query, way_entity_field (entity, first[i]), form, error))
      return FALSE;
  for (guint i = 0; i < entity->n_fields; i++)
    if (!g_strv_contains (first, entity->fields[i].name) &&
        !add_column (query, &entity->fields[i], form, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_filters (WayQuery  *query,
             WayCtl    *ctl,
             GError   **error)
{
  for (const char *const *where = way_ctl_options (ctl, "where"); *where != NULL; where++)
    {
      const char *value;
      g_autofree char *field = way_ctl_split ("where", *where, &value, error);

      if (field == NULL || !way_query_add_filter (query, field, WAY_FILTER_IS, value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
add_sort (WayQuery  *query,
          WayCtl    *ctl,
          GError   **error)
{
  const char *sort = way_ctl_option (ctl, "sort");
  gboolean descending = sort != NULL && *sort == '-';

  return sort == NULL ||
         way_query_set_sort (query, descending ? sort + 1 : sort, descending, error);
}

static WayCtlCell
cell_of_field (const WayField *field)
{
  if (field != NULL && field->kind == WAY_KIND_BOOLEAN)
    return WAY_CTL_CELL_BOOLEAN;
  if (field != NULL && (field->kind == WAY_KIND_INTEGER || field->kind == WAY_KIND_MONEY))
    return WAY_CTL_CELL_NUMBER;
  return WAY_CTL_CELL_TEXT;
}

static WayCtlTable *
make_table (WayCtl         *ctl,
            const WayQuery *query)
{
  g_autoptr(GPtrArray) headings = g_ptr_array_new ();

  for (guint i = 0; i < way_query_n_columns (query); i++)
    g_ptr_array_add (headings, (gpointer) way_query_column (query, i)->path);
  g_ptr_array_add (headings, NULL);
  return way_ctl_table_new (ctl, (const char *const *) headings->pdata);
}

static void
add_row (WayCtlTable       *table,
         const WayQuery    *query,
         const WayQueryRow *row)
{
  for (guint i = 0; i < way_query_n_columns (query); i++)
    {
      g_autofree char *text = way_query_row_text (query, row, i);

      way_ctl_table_add (table, cell_of_field (way_query_column (query, i)->field), text);
    }
}

/* What is seen of cases under seal is written down before it is shown. */
static gboolean
note_rows (WayCtl          *ctl,
           const WayQuery  *query,
           GPtrArray       *rows,
           const GArray    *sealed,
           GError         **error)
{
  for (guint i = 0; i < rows->len; i++)
    for (guint j = 0; j < sealed->len; j++)
      {
        const WayQueryRow *row = g_ptr_array_index (rows, i);

        if (way_id_equal (&row->id, &g_array_index (sealed, WayId, j)) &&
            !way_permit_look (way_ctl_db (ctl), way_query_entity (query), &row->id, "list", error))
          return FALSE;
      }
  return TRUE;
}

/* Pages of one moment: nobody's write comes between them. */
static gboolean
list_rows (WayCtl          *ctl,
           const WayQuery  *query,
           GError         **error)
{
  WayDb *db = way_ctl_db (ctl);
  g_autoptr(GArray) sealed = way_seals_shown_rows (db, way_query_entity (query), error);
  g_autoptr(WayCtlTable) table = NULL;
  guint offset = 0;

  if (sealed == NULL || !way_db_exec (db, "BEGIN", error))
    return FALSE;
  for (gboolean more = TRUE; more; offset += PAGE)
    {
      g_autoptr(GPtrArray) rows = way_query_page (query, db, offset, PAGE, error);

      if (rows == NULL || !note_rows (ctl, query, rows, sealed, error))
        return FALSE;
      if (table == NULL)
        table = make_table (ctl, query);
      for (guint i = 0; i < rows->len; i++)
        add_row (table, query, g_ptr_array_index (rows, i));
      more = rows->len == PAGE;
    }
  return way_db_exec (db, "COMMIT", error);
}

WayCtlStatus
way_ctl_run_list (WayCtl  *ctl,
                  GError **error)
{
  const WayEntity *entity = way_ctl_entity (way_ctl_word (ctl, 0), error);
  g_autoptr(WayQuery) query = NULL;

  if (entity == NULL)
    return WAY_CTL_REFUSED;
  query = way_query_new (entity);
  if (!add_columns (query, entity, way_ctl_form (ctl), error) ||
      !add_filters (query, ctl, error) ||
      !add_sort (query, ctl, error) ||
      !list_rows (ctl, query, error))
    return WAY_CTL_REFUSED;
  return WAY_CTL_DONE;
}

/* --- put, delete --- */

static gboolean
set_field (const WayEntity  *entity,
           gpointer          record,
           const char       *pair,
           GError          **error)
{
  const char *value;
  g_autofree char *name = way_ctl_split ("set", pair, &value, error);
  const WayField *field;

  if (name == NULL)
    return FALSE;
  field = way_entity_field (entity, name);
  if (field == NULL)
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED, _("%s: a %s has no such field"),
                   name, entity->name);
      return FALSE;
    }
  if (field->kind == WAY_KIND_ID || (field->flags & WAY_FIELD_DERIVED))
    {
      g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED, _("%s: cannot be set"), name);
      return FALSE;
    }
  return way_field_from_text (field, record, value, error);
}

static gboolean
set_fields (WayCtl           *ctl,
            const WayEntity  *entity,
            gpointer          record,
            GError          **error)
{
  const char *const *pairs = way_ctl_options (ctl, "set");

  if (pairs[0] == NULL)
    return way_ctl_need (ctl, "set", error) != NULL;
  for (; *pairs != NULL; pairs++)
    if (!set_field (entity, record, *pairs, error))
      return FALSE;
  return TRUE;
}

static const char *
read_reason (WayCtl  *ctl,
             GError **error)
{
  const char *reason = way_ctl_need (ctl, "reason", error);

  if (reason == NULL || way_text_is_clean (reason, MOST_REASON, FALSE))
    return reason;
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE,
               _("--reason: must be one line of at most %d characters"), MOST_REASON);
  return NULL;
}

gboolean
way_ctl_read_id (WayCtl  *ctl,
                 WayId   *id,
                 GError **error)
{
  const char *text = way_ctl_need (ctl, "id", error);

  if (text == NULL)
    return FALSE;
  if (way_id_parse (text, id) && !way_id_is_null (id))
    return TRUE;
  g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_USAGE, _("--id: “%s” is no id"), text);
  return FALSE;
}

static gpointer
read_stored (WayCtl           *ctl,
             const WayEntity  *entity,
             GError          **error)
{
  g_autoptr(GError) fault = NULL;
  gpointer record;
  WayId id;

  if (!way_ctl_read_id (ctl, &id, error))
    return NULL;
  record = way_records_get (way_ctl_db (ctl), entity, &id, &fault);
  if (record == NULL && fault == NULL)
    g_set_error (error, WAY_CTL_ERROR, WAY_CTL_ERROR_REFUSED, _("--id: there is no %s %s"),
                 entity->name, way_ctl_option (ctl, "id"));
  else if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  return record;
}

static gboolean
save (WayCtl           *ctl,
      const WayEntity  *entity,
      gpointer          record,
      const char       *reason,
      GError          **error)
{
  gboolean is_new = way_ctl_option (ctl, "id") == NULL;
  g_autofree char *name = g_strdup_printf (is_new ? _("Add %s") : _("Change %s"),
                                           _(entity->label));
  WayEditInfo info = way_ctl_edit_info (ctl, name, reason);
  GDate today = way_ctl_today (ctl);
  char id[WAY_ID_TEXT_SIZE];

  if (!set_fields (ctl, entity, record, error))
    return FALSE;
  if (is_new)
    way_service_prepare_new (way_ctl_db (ctl), entity, record);
  if (!way_service_save (way_ctl_db (ctl), &info, entity, record, is_new, &today, NULL, error))
    return FALSE;
  way_id_format (way_record_id (record), id);
  way_ctl_print_key (ctl, "id", id);
  return TRUE;
}

WayCtlStatus
way_ctl_run_put (WayCtl  *ctl,
                 GError **error)
{
  const WayEntity *entity = way_ctl_entity (way_ctl_word (ctl, 0), error);
  const char *reason = entity != NULL ? read_reason (ctl, error) : NULL;
  gpointer record;
  gboolean saved;

  if (reason == NULL)
    return WAY_CTL_REFUSED;
  record = way_ctl_option (ctl, "id") != NULL ? read_stored (ctl, entity, error)
                                              : way_record_new (entity);
  saved = record != NULL && save (ctl, entity, record, reason, error);
  way_record_free (entity, record);
  return saved ? WAY_CTL_DONE : WAY_CTL_REFUSED;
}

WayCtlStatus
way_ctl_run_delete (WayCtl  *ctl,
                    GError **error)
{
  const WayEntity *entity = way_ctl_entity (way_ctl_word (ctl, 0), error);
  const char *reason = entity != NULL ? read_reason (ctl, error) : NULL;
  g_autofree char *name = NULL;
  WayEditInfo info;
  WayId id;

  if (reason == NULL || !way_ctl_read_id (ctl, &id, error))
    return WAY_CTL_REFUSED;
  name = g_strdup_printf (_("Delete %s"), _(entity->label));
  info = way_ctl_edit_info (ctl, name, reason);
  return way_service_delete (way_ctl_db (ctl), &info, entity, &id, NULL, error)
           ? WAY_CTL_DONE : WAY_CTL_REFUSED;
}
