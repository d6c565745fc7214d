/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The counting is src/service, the picture src/report; this asks for a change,
 * shows both, and takes care that nobody leaves without knowing. */
#include "way-place-plan-dialog.h"

#include <glib/gi18n.h>

#include "way-chart-view.h"
#include "way-columns.h"
#include "way-date-entry.h"
#include "way-date-words.h"
#include "way-facts.h"
#include "way-place-plan-chart.h"
#include "way-school-periods.h"
#include "way-table.h"

#define YEARS_AHEAD 2          /* school years after this one */
#define NARROW      820        /* below it there is no room for every column */

struct _WayPlacePlanDialog
{
  AdwWindow            parent_instance;

  WaySession          *session;
  WayPlacePlan        *plan;
  GArray              *periods;       /* of the days that were read */
  GDate                last;          /* of them */
  GPtrArray           *rows;          /* GtkWidget *, of change_group */
  gboolean             may_close;     /* was asked, or has nothing to lose */
  gboolean             closes_parent; /* the window behind it is to follow */
  GtkWindow           *question;      /* weak; whether to leave */

  /* Template children */
  AdwToastOverlay     *toast_overlay;
  AdwComboRow         *kind_row;
  AdwComboRow         *setting_row;
  AdwComboRow         *to_row;
  GtkSpinButton       *places_spin;
  WayDateEntry        *day_entry;
  GtkLabel            *problem_label;
  AdwPreferencesGroup *change_group;
  GtkWidget           *none_row;
  GtkDropDown         *view_choice;
  GtkCheckButton      *expected_check;
  WayChartView        *chart_view;
  WayTable            *table;
};

G_DEFINE_FINAL_TYPE (WayPlacePlanDialog, way_place_plan_dialog, ADW_TYPE_WINDOW)

enum
{
  COLUMN_DAY,
  COLUMN_PLACES,
  COLUMN_CHANGED,
  COLUMN_ON_ROLL,
  COLUMN_FREE,
  COLUMN_FREE_CHANGED,
  COLUMN_OVER,
};

static const WayTableColumn columns[] = {
  { "day", N_("Day"), WAY_COLUMN_DAY, .expand = TRUE },
  { "places", N_("Places"), WAY_COLUMN_NUMBER, .width = 112, .wide_only = TRUE },
  { "places_if", N_("What if"), WAY_COLUMN_NUMBER, .width = 112, .wide_only = TRUE },
  { "on_roll", N_("On roll"), WAY_COLUMN_NUMBER, .width = 112 },
  { "free", N_("Free"), WAY_COLUMN_NUMBER, .width = 96 },
  { "free_if", N_("Free, what if"), WAY_COLUMN_NUMBER, .width = 136 },
  { "over_if", N_("Without a place"), WAY_COLUMN_NUMBER, .width = 160, .wide_only = TRUE },
};

/* As the list of choices has them. */
static const WayPlaceChangeKind kinds[] = { WAY_PLACES_ADD, WAY_PLACES_MOVE, WAY_PLACES_CLOSE };

#define MOST_ROWS 12           /* on view at once */

/* --- What comes of it --- */

static guint
chosen_setting (WayPlacePlanDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->view_choice);

  return selected == 0 || selected == GTK_INVALID_LIST_POSITION ? WAY_PLACE_PLAN_ALL : selected - 1;
}

static void
show_chart (WayPlacePlanDialog *self)
{
  g_autoptr(WayChart) chart = way_place_plan_chart_new (&(WayPlacePlanFigure) {
    .plan = self->plan, .setting = chosen_setting (self),
    .today = *way_session_get_today (self->session), .periods = self->periods,
    .translate = way_chart_gettext,
  });

  way_chart_view_set_chart (self->chart_view, chart);
}

static WayRow *
make_row (WayPlacePlanDialog *self,
          guint               day)
{
  const GDate *date = &g_array_index (way_place_plan_days (self->plan), GDate, day);
  WayPlaceStand before = way_place_plan_stand (self->plan, chosen_setting (self), day, FALSE);
  WayPlaceStand after = way_place_plan_stand (self->plan, chosen_setting (self), day, TRUE);
  WayRow *row = way_row_new (NULL, NULL, G_N_ELEMENTS (columns));

  way_row_set_day (row, COLUMN_DAY, date, way_session_get_today (self->session));
  way_row_set_count (row, COLUMN_PLACES, before.places);
  way_row_set_count (row, COLUMN_CHANGED, after.places);
  way_row_set_count (row, COLUMN_ON_ROLL, after.on_roll);
  way_row_set_count (row, COLUMN_FREE, before.free);
  way_row_set_count (row, COLUMN_FREE_CHANGED, after.free);
  way_row_set_count (row, COLUMN_OVER, after.over);
  if (after.over > 0)
    way_row_set_icon (row, COLUMN_OVER, "dialog-warning-symbolic", "heading");
  return row;
}

static void
show_table (WayPlacePlanDialog *self)
{
  g_autoptr(GArray) dates = way_place_plan_dates (self->plan, way_session_get_today (self->session));
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(WayRows) list = NULL;

  for (guint i = 0; i < dates->len; i++)
    g_ptr_array_add (rows, make_row (self, g_array_index (dates, guint, i)));
  list = way_rows_new_array (rows);
  way_table_set_rows (self->table, list);
  way_table_fit_rows (self->table, MOST_ROWS);
}

/* --- The changes --- */

static void show_all (WayPlacePlanDialog *self);

static void
remove_clicked_cb (WayPlacePlanDialog *self,
                   GtkWidget          *button)
{
  guint change = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "change"));

  way_place_plan_remove (self->plan, change);
  show_all (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->kind_row));
}

static GtkWidget *
make_remove_button (WayPlacePlanDialog *self,
                    guint               change,
                    const char         *words)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *spoken = g_strdup_printf (_("Leave out: %s"), words);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Leave This Change Out"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data (G_OBJECT (button), "change", GUINT_TO_POINTER (change));
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
add_change_row (WayPlacePlanDialog *self,
                guint               place)
{
  const WayPlaceChange *change = way_place_plan_get_change (self->plan, place);
  GDate day = way_date_from_julian (change->day);
  g_autofree char *words = way_place_plan_say_change (self->plan, change, way_chart_gettext);
  g_autofree char *on = way_date_words_long (&day);
  g_autofree char *from = g_strdup_printf (_("From %s"), on);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), from);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove_button (self, place, words));
  adw_preferences_group_add (self->change_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_changes (WayPlacePlanDialog *self)
{
  guint n = way_place_plan_n_changes (self->plan);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->change_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < n; i++)
    add_change_row (self, i);
  gtk_widget_set_visible (self->none_row, n == 0);
}

static void
show_all (WayPlacePlanDialog *self)
{
  show_changes (self);
  show_chart (self);
  show_table (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plan.undo",
                                 way_place_plan_can_undo (self->plan));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plan.redo",
                                 way_place_plan_can_redo (self->plan));
}

/* --- A change --- */

static void
show_problem (WayPlacePlanDialog *self,
              const char         *text)
{
  gtk_label_set_label (self->problem_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), text != NULL);
}

static char *
say_fault (WayPlacePlanDialog   *self,
           WayPlaceFault         fault,
           const WayPlaceChange *change)
{
  g_autofree char *last = way_date_words_long (&self->last);

  switch (fault)
    {
    case WAY_PLACE_FAULT_PLACES:
      return g_strdup (_("Places: give at least one."));
    case WAY_PLACE_FAULT_DAY:
      return g_strdup_printf (_("From: give a day from this school year on, up to %s."), last);
    case WAY_PLACE_FAULT_SETTING:
      return g_strdup (_("To: places move from one setting to another."));
    case WAY_PLACE_FAULT_TOO_MANY:
      return g_strdup_printf (_("Places: %s has fewer than %d on that day."),
                              way_place_plan_get_name (self->plan, change->group), change->places);
    case WAY_PLACE_FAULT_NONE:
    default:
      return NULL;
    }
}

static gboolean
read_change (WayPlacePlanDialog *self,
             WayPlaceChange     *change)
{
  GDate day;

  gtk_spin_button_update (self->places_spin);
  *change = (WayPlaceChange) {
    .kind = kinds[MIN (adw_combo_row_get_selected (self->kind_row), G_N_ELEMENTS (kinds) - 1)],
    .group = adw_combo_row_get_selected (self->setting_row),
    .to = adw_combo_row_get_selected (self->to_row),
    .places = gtk_spin_button_get_value_as_int (self->places_spin),
  };
  if (!way_date_entry_get_day (self->day_entry, &day) || !way_date_is_set (&day))
    return FALSE;
  change->day = way_date_julian (&day);
  return TRUE;
}

static void
add_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  WayPlacePlanDialog *self = WAY_PLACE_PLAN_DIALOG (widget);
  WayPlaceChange change;
  WayPlaceFault fault = WAY_PLACE_FAULT_DAY;
  g_autofree char *problem = NULL;

  if (read_change (self, &change))
    fault = way_place_plan_add (self->plan, &change);
  problem = say_fault (self, fault, &change);
  show_problem (self, problem);
  if (fault == WAY_PLACE_FAULT_NONE)
    show_all (self);
}

static void
step_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayPlacePlanDialog *self = WAY_PLACE_PLAN_DIALOG (widget);

  if (g_str_equal (action_name, "plan.undo"))
    way_place_plan_undo (self->plan);
  else
    way_place_plan_redo (self->plan);
  show_problem (self, NULL);
  show_all (self);
}

static void
kind_chosen_cb (WayPlacePlanDialog *self)
{
  guint selected = adw_combo_row_get_selected (self->kind_row);
  gboolean moves = selected < G_N_ELEMENTS (kinds) && kinds[selected] == WAY_PLACES_MOVE;

  gtk_widget_set_visible (GTK_WIDGET (self->to_row), moves);
  show_problem (self, NULL);
}

static void
view_chosen_cb (WayPlacePlanDialog *self)
{
  if (self->plan == NULL)
    return;
  show_chart (self);
  show_table (self);
}

static void
expected_toggled_cb (WayPlacePlanDialog *self)
{
  if (self->plan == NULL)
    return;
  way_place_plan_set_expected (self->plan, gtk_check_button_get_active (self->expected_check));
  show_chart (self);
  show_table (self);
}

/* --- Leaving --- */

static void
leave_cb (gpointer data)
{
  g_autoptr(WayPlacePlanDialog) self = data;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (self->closes_parent && parent != NULL)
    gtk_window_close (parent);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* The question is a child of this window, and still at work while it answers: the
 * window goes after it. */
static void
leave_answered_cb (WayPlacePlanDialog *self,
                   const char         *response)
{
  self->may_close = g_strcmp0 (response, "leave") == 0;
  if (self->may_close)
    g_idle_add_once (leave_cb, g_object_ref (self));
  else
    self->closes_parent = FALSE;
}

static void
ask_to_leave (WayPlacePlanDialog *self)
{
  guint n = way_place_plan_n_changes (self->plan);
  g_autofree char *words =
    g_strdup_printf (ngettext ("Its %u change is not kept anywhere. The file stays as it is.",
                               "Its %u changes are not kept anywhere. The file stays as it is.", n),
                     n);
  GtkWidget *dialog;

  if (self->question != NULL)
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _("Leave the What-If?"), words);
  g_set_weak_pointer (&self->question, GTK_WINDOW (dialog));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "stay", _("_Stay"), "leave",
                                    _("_Leave"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "leave",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "stay");
  g_signal_connect_object (dialog, "response", G_CALLBACK (leave_answered_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static gboolean
must_ask (WayPlacePlanDialog *self)
{
  return !self->may_close && way_place_plan_n_changes (self->plan) > 0;
}

static gboolean
way_place_plan_dialog_close_request (GtkWindow *window)
{
  WayPlacePlanDialog *self = WAY_PLACE_PLAN_DIALOG (window);

  if (must_ask (self))
    {
      ask_to_leave (self);
      return TRUE;
    }
  return GTK_WINDOW_CLASS (way_place_plan_dialog_parent_class)->close_request (window);
}

/* The window behind it would take the what-if along. */
static gboolean
parent_closes_cb (WayPlacePlanDialog *self)
{
  if (!must_ask (self))
    return FALSE;
  self->closes_parent = TRUE;
  gtk_window_close (GTK_WINDOW (self));
  return TRUE;
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

/* What its chart says, as in the window behind it. */
static void
toast_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  g_autofree char *escaped = NULL;
  const char *text;
  gboolean with_undo;

  g_variant_get (parameter, "(&sb)", &text, &with_undo);
  escaped = g_markup_escape_text (text, -1);
  adw_toast_overlay_add_toast (WAY_PLACE_PLAN_DIALOG (widget)->toast_overlay,
                               adw_toast_new (escaped));
}

/* --- The dialog --- */

static void
way_place_plan_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PLACE_PLAN_DIALOG);

  G_OBJECT_CLASS (way_place_plan_dialog_parent_class)->dispose (object);
}

static void
way_place_plan_dialog_finalize (GObject *object)
{
  WayPlacePlanDialog *self = WAY_PLACE_PLAN_DIALOG (object);

  g_clear_weak_pointer (&self->question);
  g_clear_pointer (&self->plan, way_place_plan_free);
  g_clear_pointer (&self->periods, g_array_unref);
  g_ptr_array_unref (self->rows);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (way_place_plan_dialog_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "plan.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "plan.close", NULL, close_action);
  gtk_widget_class_install_action (widget_class, "plan.undo", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "plan.redo", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "win.toast", "(sb)", toast_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "plan.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "plan.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "plan.redo", NULL);
}

static void
way_place_plan_dialog_class_init (WayPlacePlanDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_place_plan_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_place_plan_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = way_place_plan_dialog_close_request;

  install_actions (widget_class);
  g_type_ensure (WAY_TYPE_CHART_VIEW);
  g_type_ensure (WAY_TYPE_COLUMNS);
  g_type_ensure (WAY_TYPE_DATE_ENTRY);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/place-plan-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPlacePlanDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, WayPlacePlanDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, WayPlacePlanDialog, setting_row);
  gtk_widget_class_bind_template_child (widget_class, WayPlacePlanDialog, to_row);
  gtk_widget_class_bind_template_child (widget_class, WayPlacePlanDialog, places_spin);
  gtk_widget_class_bind_template_child (widget_class, WayPlacePlanDialog, day_entry);
  gtk_widget_class_bind_template_child (widget_class, WayPlacePlanDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayPlacePlanDialog, change_group);
  gtk_widget_class_bind_template_child (widget_class, WayPlacePlanDialog, none_row);
  gtk_widget_class_bind_template_child (widget_class, WayPlacePlanDialog, view_choice);
  gtk_widget_class_bind_template_child (widget_class, WayPlacePlanDialog, expected_check);
  gtk_widget_class_bind_template_child (widget_class, WayPlacePlanDialog, chart_view);
  gtk_widget_class_bind_template_child (widget_class, WayPlacePlanDialog, table);
  gtk_widget_class_bind_template_callback (widget_class, kind_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, view_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, expected_toggled_cb);
}

static void
width_changed_cb (WayPlacePlanDialog *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_object_set (self->table, "folded", width < NARROW, NULL);
}

static void
way_place_plan_dialog_init (WayPlacePlanDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::default-width", G_CALLBACK (width_changed_cb), NULL);
  way_table_set_columns (self->table, columns, G_N_ELEMENTS (columns));
}

static void
fill_choices (WayPlacePlanDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr(GtkStringList) views = gtk_string_list_new (NULL);

  gtk_string_list_append (views, _("All settings"));
  for (guint i = 0; i < way_place_plan_n_settings (self->plan); i++)
    {
      gtk_string_list_append (names, way_place_plan_get_name (self->plan, i));
      gtk_string_list_append (views, way_place_plan_get_name (self->plan, i));
    }
  adw_combo_row_set_model (self->setting_row, G_LIST_MODEL (names));
  adw_combo_row_set_model (self->to_row, G_LIST_MODEL (names));
  gtk_drop_down_set_model (self->view_choice, G_LIST_MODEL (views));
}

static gboolean
read_plan (WayPlacePlanDialog  *self,
           GError             **error)
{
  WayDb *db = way_session_get_db (self->session);
  const GDate *today = way_session_get_today (self->session);
  g_autoptr(WayFacts) facts = way_facts_new (db, error);
  const WaySchoolDays *days = facts != NULL ? way_facts_days (facts, NULL, error) : NULL;
  int year = way_date_school_year (today);
  GDate first = way_date_ymd (year, 9, 1);

  self->last = way_date_ymd (year + YEARS_AHEAD + 1, 8, 31);
  if (days == NULL)
    return FALSE;
  self->periods = way_school_periods (days, &first, &self->last);
  self->plan = way_place_plan_new (db, &first, &self->last, today, error);
  return self->plan != NULL;
}

/* No wider than the window behind it. */
static void
fit_window (WayPlacePlanDialog *self,
            GtkWindow          *parent)
{
  int width, height, room = gtk_widget_get_width (GTK_WIDGET (parent));

  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (room > 0)
    gtk_window_set_default_size (GTK_WINDOW (self), MIN (width, room), height);
}

gboolean
way_place_plan_dialog_open (GtkWidget   *parent,
                            WaySession  *session,
                            GError     **error)
{
  WayPlacePlanDialog *self = g_object_new (WAY_TYPE_PLACE_PLAN_DIALOG, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);

  self->session = g_object_ref (session);
  if (!read_plan (self, error))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return FALSE;
    }
  way_date_entry_set_today (self->day_entry, way_session_get_today (session));
  way_date_entry_set_day (self->day_entry, way_session_get_today (session));
  fill_choices (self);
  show_all (self);
  if (GTK_IS_WINDOW (root))
    {
      fit_window (self, GTK_WINDOW (root));
      g_signal_connect_object (root, "close-request", G_CALLBACK (parent_closes_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (GTK_WINDOW (self));
  return TRUE;
}
