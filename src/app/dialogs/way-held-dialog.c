/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a device holds, as a list. */
#include "way-held-dialog.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-enrol.h"
#include "way-error-text.h"
#include "way-escape.h"
#include "way-table.h"

enum
{
  COLUMN_WHAT,
  COLUMN_NAME,
  COLUMN_FIELDS,
  COLUMN_SINCE,
  N_COLUMNS
};

static const WayTableColumn columns[N_COLUMNS] = {
  [COLUMN_WHAT] = { .id = "entity", .title = N_("What"), .width = 210 },
  [COLUMN_NAME] = { .id = "title", .title = N_("Record"), .expand = TRUE },
  [COLUMN_FIELDS] = { .id = "fields", .title = N_("Fields"), .width = 190, .wide_only = TRUE },
  [COLUMN_SINCE] = { .id = "since", .title = N_("Since"), .kind = WAY_COLUMN_DAY, .width = 130 },
};

static char *
count_words (guint n)
{
  return g_strdup_printf (ngettext ("%u record", "%u records", n), n);
}

/* Which of its fields it was given, by their classes; "" for what anybody may know. */
static char *
fields_words (guint classes)
{
  static const struct { WayClass class; const char *words; } words[] = {
    { WAY_CLASS_PUPIL, N_("identity") },
    { WAY_CLASS_SITE, N_("on site") },
    { WAY_CLASS_CASE, N_("school") },
    { WAY_CLASS_SPECIAL, N_("health and needs") },
    { WAY_CLASS_MONEY, N_("money") },
    { WAY_CLASS_INTERNAL, N_("notes") },
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if ((classes & 1u << words[i].class) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", _(words[i].words));
  return g_string_free (text, FALSE);
}

static WayRow *
make_row (const WayHeldRow *held,
          const GDate      *today)
{
  WayRow *row = way_row_new (held->entity->name, &held->row, N_COLUMNS);
  g_autofree char *fields = fields_words (held->classes);
  g_autofree char *since = held->since != 0 ? way_date_words_moment (held->since, today) : NULL;

  way_row_set_text (row, COLUMN_WHAT, _(held->entity->label));
  way_row_set_text (row, COLUMN_NAME, *held->title != '\0' ? held->title : _("Not here any more"));
  way_row_set_text (row, COLUMN_FIELDS, fields);
  way_row_set_number (row, COLUMN_SINCE, (double) held->since, since);
  return row;
}

/* Whether it was given more of the record than anybody may know. */
static gboolean
is_private (const WayHeldRow *held)
{
  return (held->classes & ~(1u << WAY_CLASS_OPEN)) != 0;
}

/* The rows that are private, or those that are not, under a heading. */
static void
add_rows (GPtrArray   *rows,
          GPtrArray   *held,
          gboolean     private,
          const char  *heading,
          const GDate *today)
{
  guint first = rows->len;

  for (guint i = 0; i < held->len; i++)
    {
      const WayHeldRow *one = g_ptr_array_index (held, i);

      if (is_private (one) == private)
        g_ptr_array_add (rows, make_row (one, today));
    }
  if (rows->len > first)
    g_ptr_array_insert (rows, (int) first, way_row_new_heading (heading, N_COLUMNS));
}

/* What is lost with it stands first, not the directory that anybody may read. */
static GtkWidget *
make_table (GPtrArray   *held,
            const char  *label,
            const GDate *today)
{
  GtkWidget *table = way_table_new ();
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(WayRows) list = NULL;

  add_rows (rows, held, TRUE, _("Not for everybody"), today);
  add_rows (rows, held, FALSE, _("What anybody may know"), today);
  list = way_rows_new_array (rows);
  g_object_set (table, "label", label, "show-filter", TRUE, NULL);
  way_table_set_columns (WAY_TABLE (table), columns, N_COLUMNS);
  way_table_set_count_words (WAY_TABLE (table), count_words);
  way_table_set_rows (WAY_TABLE (table), list);
  gtk_widget_set_vexpand (table, TRUE);
  gtk_widget_add_css_class (table, "page-body");
  return table;
}

static GtkWidget *
make_status (const char *title,
             const char *description)
{
  GtkWidget *status = adw_status_page_new ();
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "computer-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (status), escaped);
  gtk_widget_set_vexpand (status, TRUE);
  return status;
}

static GtkWidget *
make_content (WayDb       *db,
              const WayId *device,
              const char  *label,
              const GDate *today)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) held = way_enrol_held_by (db, device, &error);
  g_autofree char *text = error != NULL ? way_error_text (error) : NULL;

  if (held == NULL)
    return make_status (_("This Could Not Be Read"), text);
  if (held->len == 0)
    return make_status (_("It Holds Nothing"), _("No record was sent to this device."));
  return make_table (held, label, today);
}

static char *
make_title (WayDb       *db,
            const WayId *device)
{
  g_autoptr(WayRoster) roster = way_roster_read (db, NULL, NULL);
  const WayRosterEntry *entry = roster != NULL ? way_roster_find (roster, device) : NULL;

  return g_strdup_printf (_("What %s Holds"), entry != NULL ? entry->device->name : _("It"));
}

void
way_held_dialog_show (GtkWindow   *parent,
                      WayDb       *db,
                      const WayId *device,
                      const GDate *today)
{
  g_autofree char *title = make_title (db, device);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *window = g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "modal", TRUE,
                                    "title", title, "default-width", 860, "default-height", 600,
                                    "width-request", 360, NULL);

  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), make_content (db, device, title, today));
  adw_window_set_content (ADW_WINDOW (window), box);
  way_escape_closes (window);      /* also from the filter, which would only empty itself */
  gtk_window_present (GTK_WINDOW (window));
}
