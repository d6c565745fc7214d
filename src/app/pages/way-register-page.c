/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is without education, why, since when, and what is being done: the register
 * as a list, most late first. */
#include "way-register-page.h"

#include <glib/gi18n.h>

#include "way-chip.h"
#include "way-codes.h"
#include "way-date-words.h"
#include "way-due-label.h"
#include "way-duty-dialog.h"
#include "way-empty-state.h"
#include "way-register.h"
#include "way-table.h"

typedef enum
{
  VIEW_ALL,
  VIEW_LATE,
  VIEW_TO_CONSIDER,
  VIEW_DECIDED,
  N_VIEWS
} View;

struct _WayRegisterPage
{
  WayPage          parent_instance;

  View             view;
  char            *reason;      /* of s19_reason; NULL: all */
  WayFacts        *facts;
  WayRegister     *found;
  gboolean         changing;

  /* Template children */
  GtkToggleButton *all_toggle;
  GtkToggleButton *late_toggle;
  GtkToggleButton *consider_toggle;
  GtkToggleButton *decided_toggle;
  GtkMenuButton   *reason_button;
  GtkBox          *chips;
  WayTable        *table;
};

G_DEFINE_FINAL_TYPE (WayRegisterPage, way_register_page, WAY_TYPE_PAGE)

enum
{
  COLUMN_PUPIL,
  COLUMN_REASON,
  COLUMN_SINCE,
  COLUMN_CLOCK,
  COLUMN_EDUCATION,
  COLUMN_CONSIDERED,
  COLUMN_DECISION,
  N_COLUMNS
};

static const WayTableColumn columns[N_COLUMNS] = {
  [COLUMN_PUPIL] = { "pupil", N_("Pupil"), WAY_COLUMN_TEXT, .width = 144 },
  [COLUMN_REASON] = { "reason", N_("Why"), WAY_COLUMN_TEXT, .expand = TRUE },
  [COLUMN_SINCE] = { "since", N_("Since"), WAY_COLUMN_DAY, .width = 104 },
  [COLUMN_CLOCK] = { "clock", N_("Education due"), WAY_COLUMN_TEXT, .width = 160 },
  [COLUMN_EDUCATION] = { "education", N_("Now has"), WAY_COLUMN_TEXT, .width = 92,
                         .wide_only = TRUE },
  [COLUMN_CONSIDERED] = { "considered", N_("Considered"), WAY_COLUMN_DAY, .width = 108,
                          .wide_only = TRUE },
  [COLUMN_DECISION] = { "decision", N_("Decision"), WAY_COLUMN_TEXT, .width = 170,
                        .wide_only = TRUE },
};

static const char *const view_labels[N_VIEWS] = {
  [VIEW_ALL] = N_("All"),
  [VIEW_LATE] = N_("In Breach"),
  [VIEW_TO_CONSIDER] = N_("To Consider"),
  [VIEW_DECIDED] = N_("Decided"),
};

static GtkToggleButton *
get_toggle (WayRegisterPage *self,
            View             view)
{
  GtkToggleButton *const toggles[N_VIEWS] = {
    [VIEW_ALL] = self->all_toggle, [VIEW_LATE] = self->late_toggle,
    [VIEW_TO_CONSIDER] = self->consider_toggle, [VIEW_DECIDED] = self->decided_toggle,
  };

  return toggles[view];
}

static const GDate *
get_today (WayRegisterPage *self)
{
  return way_session_get_today (way_page_get_session (WAY_PAGE (self)));
}

static char *
say_count (guint n)
{
  return g_strdup_printf (ngettext ("%u child", "%u children", n), n);
}

/* --- Rows --- */

static gboolean
is_in_view (const WayRegisterRow *row,
            View                  view)
{
  const WayS19Case *open_case = row->open_case;

  switch (view)
    {
    case VIEW_LATE:
      return row->duty != NULL && row->duty->duty.state == WAY_DUTY_BREACHED;
    case VIEW_TO_CONSIDER:
      return row->counted && (open_case == NULL || !way_date_is_set (&open_case->considered));
    case VIEW_DECIDED:
      return open_case != NULL && open_case->decision != NULL;
    case VIEW_ALL:
    case N_VIEWS:
    default:
      return TRUE;
    }
}

static gboolean
is_of_reason (WayRegisterPage      *self,
              const WayRegisterRow *row)
{
  return self->reason == NULL || g_str_equal (self->reason, row->reason->id);
}

static void
dress_clock (WayRegisterPage      *self,
             WayRow               *row,
             const WayRegisterRow *found)
{
  const char *icon_name;
  const char *css_class;
  g_autofree char *words = NULL;

  if (found->duty == NULL)
    {
      way_row_set_number (row, COLUMN_CLOCK, G_MAXDOUBLE, "–");
      return;
    }
  words = way_due_words (&found->duty->duty, &found->duty->due, get_today (self), &icon_name,
                         &css_class);
  way_row_set_number (row, COLUMN_CLOCK, way_date_julian (&found->duty->due), words);
  if (icon_name != NULL)
    way_row_set_icon (row, COLUMN_CLOCK, icon_name, css_class);
}

/* Hours as somebody wrote them down, else half days as they follow from places. */
static void
dress_education (WayRow               *row,
                 const WayRegisterRow *found)
{
  g_autofree char *words = NULL;

  if (found->open_case != NULL && found->open_case->hours != WAY_INTEGER_NONE)
    words = g_strdup_printf (ngettext ("%d hour", "%d hours", (gulong) found->open_case->hours),
                             (int) found->open_case->hours);
  else if (found->sessions > 0)
    words = g_strdup_printf (ngettext ("%d half day", "%d half days", (gulong) found->sessions),
                             found->sessions);
  else
    words = g_strdup (_("Nothing"));
  way_row_set_text (row, COLUMN_EDUCATION, words);
}

static void
dress_case (WayRegisterPage  *self,
            WayRow           *row,
            const WayS19Case *open_case)
{
  GDate none = way_date_none ();
  const char *decision = open_case != NULL ? open_case->decision : NULL;

  way_row_set_day (row, COLUMN_CONSIDERED, open_case != NULL ? &open_case->considered : &none,
                   get_today (self));
  way_row_set_text (row, COLUMN_DECISION,
                    decision != NULL ? _(way_codes_label ("s19_decision", decision)) : "–");
}

static WayRow *
make_row (WayRegisterPage      *self,
          const WayRegisterRow *found,
          guint                 place)
{
  WayRow *row = way_row_new ("pupil", &found->pupil, N_COLUMNS);

  way_row_set_key (row, place + 1);
  way_row_set_text (row, COLUMN_PUPIL, found->pupil_name);
  way_row_set_text (row, COLUMN_REASON, _(found->reason->label));
  way_row_set_day (row, COLUMN_SINCE, &found->since, get_today (self));
  dress_clock (self, row, found);
  dress_education (row, found);
  dress_case (self, row, found->open_case);
  return row;
}

static void
fill_table (WayRegisterPage *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(WayRows) list = NULL;

  for (guint i = 0; i < self->found->rows->len; i++)
    {
      const WayRegisterRow *found = g_ptr_array_index (self->found->rows, i);

      if (is_in_view (found, self->view) && is_of_reason (self, found))
        g_ptr_array_add (rows, make_row (self, found, i));
    }
  list = way_rows_new_array (rows);
  way_table_set_rows (self->table, list);
}

/* --- Views and the filter --- */

static void
say_counts (WayRegisterPage *self)
{
  for (View view = 0; view < N_VIEWS; view++)
    {
      g_autofree char *label = NULL;
      guint count = 0;

      for (guint i = 0; i < self->found->rows->len; i++)
        {
          const WayRegisterRow *row = g_ptr_array_index (self->found->rows, i);

          count += is_in_view (row, view) && is_of_reason (self, row) ? 1 : 0;
        }
      /* Translators: a view and how many it has: “Current 183”. */
      label = g_strdup_printf (_("%s %u"), _(view_labels[view]), count);
      gtk_button_set_label (GTK_BUTTON (get_toggle (self, view)), label);
    }
}

static void
toggled_cb (WayRegisterPage *self)
{
  if (self->changing)
    return;
  for (View view = 0; view < N_VIEWS; view++)
    if (gtk_toggle_button_get_active (get_toggle (self, view)))
      self->view = view;
  if (self->found != NULL)
    fill_table (self);
}

static void
fill_reasons (WayRegisterPage *self)
{
  g_autoptr(GPtrArray) codes = way_codes_list ("s19_reason", NULL);
  g_autoptr(GMenu) menu = g_menu_new ();

  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);
      g_autoptr(GMenuItem) item = g_menu_item_new (_(code->label), NULL);

      g_menu_item_set_action_and_target (item, "register.reason", "s", code->id);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->reason_button, G_MENU_MODEL (menu));
}

static void
chip_removed_cb (WayRegisterPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "register.reason", "s", "");
}

static void
fill_chips (WayRegisterPage *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    gtk_box_remove (self->chips, child);
  gtk_widget_set_visible (GTK_WIDGET (self->chips), self->reason != NULL);
  if (self->reason == NULL)
    return;
  child = way_chip_new (_(way_codes_label ("s19_reason", self->reason)));
  g_signal_connect_object (child, "removed", G_CALLBACK (chip_removed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->chips, child);
}

static void
reason_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WayRegisterPage *self = WAY_REGISTER_PAGE (widget);
  const char *reason = g_variant_get_string (parameter, NULL);

  g_free (self->reason);
  self->reason = *reason != '\0' ? g_strdup (reason) : NULL;
  if (self->found == NULL)
    return;
  fill_chips (self);
  say_counts (self);
  fill_table (self);
}

/* --- What people record --- */

/* The child that is chosen in the list, else its first, who is the most late. */
static const WayRegisterRow *
get_current (WayRegisterPage *self)
{
  WayRow *row = way_table_get_current (self->table);
  WayRows *rows = way_table_get_rows (self->table);
  g_autoptr(WayRow) first = NULL;

  if (row == NULL && rows != NULL)
    row = first = g_list_model_get_item (G_LIST_MODEL (rows), 0);
  if (row == NULL || self->found == NULL)
    {
      way_page_toast (WAY_PAGE (self), _("There is no child in the list"), FALSE);
      return NULL;
    }
  return g_ptr_array_index (self->found->rows, way_row_get_key (row) - 1);
}

static void
record_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  const WayRegisterRow *row = get_current (WAY_REGISTER_PAGE (widget));

  if (row != NULL)
    way_duty_dialog_record (WAY_PAGE (widget), row);
}

static void
end_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  const WayRegisterRow *row = get_current (WAY_REGISTER_PAGE (widget));

  if (row == NULL)
    return;
  if (row->open_case != NULL)
    way_duty_dialog_end (WAY_PAGE (widget), row);
  else
    way_page_toast (WAY_PAGE (widget), _("Nothing is recorded of this child that could end"),
                    FALSE);
}

static void
row_activated_cb (WayRegisterPage *self,
                  WayRow          *row)
{
  way_page_open_record (WAY_PAGE (self), "pupil", way_row_get_id (row));
}

/* --- The page --- */

static void
clear_found (WayRegisterPage *self)
{
  g_clear_pointer (&self->found, way_register_free);
  g_clear_pointer (&self->facts, way_facts_free);
}

static void
show_subtitle (WayRegisterPage *self)
{
  guint others = self->found->rows->len - self->found->n_counted;
  g_autofree char *counted = say_count (self->found->n_counted);
  g_autofree char *words = NULL;

  if (others > 0)
    /* Translators: how many children the council must educate, and how many their schools. */
    words = g_strdup_printf (_("%s · schools: %u"), counted, others);
  way_page_set_subtitle (WAY_PAGE (self), words != NULL ? words : counted);
}

static void
way_register_page_refresh (WayPage *page)
{
  WayRegisterPage *self = WAY_REGISTER_PAGE (page);
  WayDb *db = way_session_get_db (way_page_get_session (page));
  g_autoptr(GError) error = NULL;

  clear_found (self);
  if (db == NULL)
    {
      way_page_show_empty (page);
      return;
    }
  self->facts = way_facts_new (db, &error);
  self->found = self->facts != NULL
                  ? way_register_load (self->facts, NULL, get_today (self), &error) : NULL;
  if (self->found == NULL)
    {
      way_page_show_failed (page, error);
      return;
    }
  show_subtitle (self);
  if (self->found->rows->len == 0)
    {
      way_page_show_empty (page);
      return;
    }
  fill_chips (self);
  say_counts (self);
  fill_table (self);
  way_page_show_content (page);
}

static void
way_register_page_create (WayPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "register.record", NULL);
}

static void
way_register_page_filter (WayPage *page)
{
  way_table_start_filter (WAY_REGISTER_PAGE (page)->table);
}

static void
way_register_page_dispose (GObject *object)
{
  WayRegisterPage *self = WAY_REGISTER_PAGE (object);

  self->changing = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_REGISTER_PAGE);
  clear_found (self);

  G_OBJECT_CLASS (way_register_page_parent_class)->dispose (object);
}

static void
way_register_page_finalize (GObject *object)
{
  g_free (WAY_REGISTER_PAGE (object)->reason);

  G_OBJECT_CLASS (way_register_page_parent_class)->finalize (object);
}

static void
way_register_page_class_init (WayRegisterPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPageClass *page_class = WAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_register_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_register_page_finalize;
  page_class->refresh = way_register_page_refresh;
  page_class->create = way_register_page_create;
  page_class->filter = way_register_page_filter;

  gtk_widget_class_install_action (widget_class, "register.reason", "s", reason_action);
  gtk_widget_class_install_action (widget_class, "register.record", NULL, record_action);
  gtk_widget_class_install_action (widget_class, "register.end", NULL, end_action);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/register-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayRegisterPage, all_toggle);
  gtk_widget_class_bind_template_child (widget_class, WayRegisterPage, late_toggle);
  gtk_widget_class_bind_template_child (widget_class, WayRegisterPage, consider_toggle);
  gtk_widget_class_bind_template_child (widget_class, WayRegisterPage, decided_toggle);
  gtk_widget_class_bind_template_child (widget_class, WayRegisterPage, reason_button);
  gtk_widget_class_bind_template_child (widget_class, WayRegisterPage, chips);
  gtk_widget_class_bind_template_child (widget_class, WayRegisterPage, table);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
way_register_page_init (WayRegisterPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_table_set_columns (self->table, columns, N_COLUMNS);
  way_table_set_count_words (self->table, say_count);
  fill_reasons (self);
}
