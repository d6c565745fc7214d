/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A setting's attendance, half-term by half-term. */
#include "way-attendance-page.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-attendance-file.h"
#include "way-attendance-grid.h"
#include "way-date-words.h"
#include "way-directory.h"
#include "way-empty-state.h"
#include "way-error-text.h"
#include "way-import-dialog.h"
#include "way-query.h"
#include "way-save-file.h"
#include "way-xlsx.h"

/* Weeks shown where no calendar tells half-terms. */
#define WEEKS_WITHOUT_CALENDAR 6
#define MOST_SETTINGS 500

struct _WayAttendancePage
{
  WayPage             parent_instance;

  WayId               setting;
  GDate               from;         /* of the half-term; not set: that of today */
  GDate               to;
  WayAttendanceSheet *sheet;
  GPtrArray          *names;        /* char *: of the settings, beside ids */
  GArray             *ids;          /* WayId */

  /* Template children */
  GtkButton          *save_button;
  GtkMenuButton      *setting_button;
  GtkLabel           *period_label;
  WayAttendanceGrid  *grid;
  GtkLabel           *cell_label;
  GtkLabel           *problem_label;
};

G_DEFINE_FINAL_TYPE (WayAttendancePage, way_attendance_page, WAY_TYPE_PAGE)

static WaySession *
get_session (WayAttendancePage *self)
{
  return way_page_get_session (WAY_PAGE (self));
}

static void
show_problem (WayAttendancePage *self,
              const char        *text)
{
  gtk_label_set_label (self->problem_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), text != NULL);
}

static guint
count_unsaved (WayAttendancePage *self)
{
  return self->sheet != NULL ? way_attendance_sheet_n_changed (self->sheet) : 0;
}

static void
say_unsaved (WayAttendancePage *self)
{
  guint n = count_unsaved (self);
  g_autofree char *label =
    n > 0 ? g_strdup_printf (ngettext ("Save %u Week", "Save %u Weeks", n), n)
          : g_strdup (_("Save"));

  gtk_button_set_label (self->save_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button),
                            n > 0 && !way_session_is_read_only (get_session (self)));
}

/* --- Which setting --- */

/* Settings that offer something, by name. */
static gboolean
read_settings (WayAttendancePage  *self,
               GError            **error)
{
  g_autoptr(WayQuery) query = way_query_new (&way_provision_entity);
  g_autoptr(GPtrArray) rows = NULL;

  way_query_add_column (query, "establishment.title", NULL);
  way_query_add_column (query, "establishment", NULL);
  way_query_set_sort (query, "establishment.title", FALSE, NULL);
  rows = way_query_page (query, way_session_get_db (get_session (self)), 0, MOST_SETTINGS, error);
  if (rows == NULL)
    return FALSE;
  g_ptr_array_set_size (self->names, 0);
  g_array_set_size (self->ids, 0);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autofree char *text = way_query_row_text (query, g_ptr_array_index (rows, i), 1);
      WayId id;

      if (!way_id_parse (text, &id) ||
          (self->ids->len > 0 &&
           way_id_equal (&g_array_index (self->ids, WayId, self->ids->len - 1), &id)))
        continue;
      g_array_append_val (self->ids, id);
      g_ptr_array_add (self->names, way_query_row_text (query, g_ptr_array_index (rows, i), 0));
    }
  return TRUE;
}

/* The one chosen before, where it is still there; else the first. */
static void
choose_setting (WayAttendancePage *self)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  guint chosen = 0;

  for (guint i = 0; i < self->ids->len; i++)
    {
      const WayId *id = &g_array_index (self->ids, WayId, i);
      g_autoptr(GMenuItem) item = g_menu_item_new (g_ptr_array_index (self->names, i), NULL);

      if (way_id_equal (id, &self->setting))
        chosen = i;
      g_menu_item_set_action_and_target (item, "attendance.setting", "u", i);
      g_menu_append_item (menu, item);
    }
  self->setting = g_array_index (self->ids, WayId, chosen);
  gtk_menu_button_set_menu_model (self->setting_button, G_MENU_MODEL (menu));
  gtk_menu_button_set_label (self->setting_button, g_ptr_array_index (self->names, chosen));
}

/* --- Which weeks --- */

static void
find_half_term (WayAttendancePage   *self,
                const WaySchoolDays *days,
                const GDate         *day)
{
  if (way_school_days_half_term (days, day, &self->from, &self->to))
    return;
  self->from = way_date_week_start (day);
  self->to = way_date_add_days (&self->from, 7 * WEEKS_WITHOUT_CALENDAR - 1);
}

static void
say_period (WayAttendancePage *self)
{
  g_autofree char *from = way_date_words_short (&self->from);
  g_autofree char *to = way_date_words_short (&self->to);
  /* Translators: two days. */
  g_autofree char *text = g_strdup_printf (_("%s to %s"), from, to);

  gtk_label_set_label (self->period_label, text);
}

/* --- The sheet --- */

static gboolean
load_sheet (WayAttendancePage  *self,
            GError            **error)
{
  WaySession *session = get_session (self);
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), error);
  const WaySchoolDays *days = facts != NULL ? way_facts_days (facts, &self->setting, error) : NULL;
  g_autoptr(WayAttendanceSheet) sheet = NULL;

  if (days == NULL)
    return FALSE;
  if (!way_date_is_set (&self->from))
    find_half_term (self, days, way_session_get_today (session));
  sheet = way_attendance_sheet_new (facts, &self->setting, &self->from, &self->to, error);
  if (sheet == NULL)
    return FALSE;
  way_attendance_grid_set_sheet (self->grid, NULL);
  g_clear_pointer (&self->sheet, way_attendance_sheet_free);
  self->sheet = g_steal_pointer (&sheet);
  way_attendance_grid_set_sheet (self->grid, self->sheet);
  say_period (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "attendance.import",
                                 !way_session_is_read_only (get_session (self)));
  show_problem (self, way_attendance_sheet_n_rows (self->sheet) == 0
                        ? _("No pupil is placed here in these weeks.") : NULL);
  say_unsaved (self);
  return TRUE;
}

/* Another setting or half-term; what is not saved goes first. */
static gboolean
may_leave (WayAttendancePage *self)
{
  if (count_unsaved (self) == 0)
    return TRUE;
  show_problem (self, _("Save these weeks first, or take them back with Ctrl+Z."));
  return FALSE;
}

static void
go_to_day (WayAttendancePage *self,
           const GDate       *day)
{
  g_autoptr(WayFacts) facts = NULL;
  const WaySchoolDays *days;

  if (!may_leave (self))
    return;
  facts = way_facts_new (way_session_get_db (get_session (self)), NULL);
  days = facts != NULL ? way_facts_days (facts, &self->setting, NULL) : NULL;
  if (days != NULL)
    find_half_term (self, days, day);
  way_page_refresh (WAY_PAGE (self));
}

/* A holiday belongs to the half-term after it. */
static void
before_clicked_cb (WayAttendancePage *self)
{
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (get_session (self)), NULL);
  const WaySchoolDays *days = facts != NULL ? way_facts_days (facts, &self->setting, NULL) : NULL;
  GDate day = way_date_add_days (&self->from, -1);

  if (days != NULL)
    day = way_school_days_last (days, &day);
  if (way_date_is_set (&day))
    go_to_day (self, &day);
}

static void
after_clicked_cb (WayAttendancePage *self)
{
  GDate day = way_date_add_days (&self->to, 1);

  go_to_day (self, &day);
}

static void
setting_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  WayAttendancePage *self = WAY_ATTENDANCE_PAGE (widget);
  guint index = g_variant_get_uint32 (parameter);

  if (index >= self->ids->len || !may_leave (self))
    return;
  self->setting = g_array_index (self->ids, WayId, index);
  way_page_refresh (WAY_PAGE (self));
}

/* --- Files --- */

/* What the file to fill in is of. */
typedef struct
{
  WaySession *session;
  WayId       setting;
  GDate       from;
  GDate       to;
} Template;

static void
template_free (gpointer data)
{
  g_object_unref (((Template *) data)->session);
  g_free (data);
}

static GBytes *
make_template (const char  *path,
               gpointer     data,
               GError     **error)
{
  Template *template = data;
  g_autofree char *folded = g_ascii_strdown (path, -1);
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (template->session), error);

  return facts != NULL ? way_attendance_file_write (facts, &template->setting, &template->from,
                                                    &template->to,
                                                    !g_str_has_suffix (folded, ".csv"), error)
                       : NULL;
}

static void
export_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WayAttendancePage *self = WAY_ATTENDANCE_PAGE (widget);
  static const char *const patterns[] = { "*.xlsx", "*.csv", NULL };
  Template *template;
  WaySaveAsk ask = {
    .title = _("Save a File to Fill In"),
    .name = _("attendance.xlsx"),
    .files = _("Workbooks and tables (XLSX or CSV)"),
    .patterns = patterns,
    .done = _("Saved: send it to the setting, and import it when it comes back"),
    .make = make_template,
    .free_data = template_free,
  };

  if (!may_leave (self))
    return;
  template = g_new (Template, 1);
  template->session = g_object_ref (get_session (self));
  template->setting = self->setting;
  template->from = self->from;
  template->to = self->to;
  ask.data = template;
  way_save_file (widget, &ask);
}

static WayImport *
read_attendance (WayDb         *db,
                 GBytes        *bytes,
                 const WayId   *whom,
                 const GDate   *today,
                 GCancellable  *cancellable,
                 GError       **error)
{
  return way_import_attendance (db, bytes, cancellable, error);
}

static void
import_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WayAttendancePage *self = WAY_ATTENDANCE_PAGE (widget);
  static const char *const patterns[] = { "*.xlsx", "*.csv", "*.XLSX", "*.CSV", NULL };
  WayImportAsk ask = {
    .title = _("Import Attendance"),
    .files = _("Workbooks and tables (XLSX or CSV)"),
    .patterns = patterns,
    .most_bytes = WAY_XLSX_MOST_BYTES,
    .read = read_attendance,
  };

  if (may_leave (self))
    way_import_dialog_choose (widget, get_session (self), &ask);
}

static void
grid_changed_cb (WayAttendancePage *self)
{
  show_problem (self, NULL);
  say_unsaved (self);
}

static void
grid_moved_cb (WayAttendancePage *self)
{
  g_autofree char *words = way_attendance_grid_dup_words (self->grid);
  g_autofree char *problem = way_attendance_grid_dup_problem (self->grid);

  gtk_label_set_label (self->cell_label, words != NULL ? words : "");
  if (problem != NULL)
    show_problem (self, problem);
}

static void
grid_problem_cb (WayAttendancePage *self,
                 const char        *text)
{
  show_problem (self, text);
}

static void
save_clicked_cb (WayAttendancePage *self)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (get_session (self), &who);
  g_autoptr(GError) error = NULL;

  if (!way_attendance_sheet_save (&act, self->sheet, &error))
    {
      show_problem (self, error->message);
      return;
    }
  if (!load_sheet (self, &error))
    way_page_show_failed (WAY_PAGE (self), error);
  way_page_toast (WAY_PAGE (self), _("Attendance recorded"), TRUE);
}

/* --- The page --- */

/* What somebody is filling in is not taken from under the hands. */
static void
way_attendance_page_refresh (WayPage *page)
{
  WayAttendancePage *self = WAY_ATTENDANCE_PAGE (page);
  g_autoptr(GError) error = NULL;

  if (count_unsaved (self) > 0)
    return;
  if (!read_settings (self, &error))
    {
      way_page_show_failed (page, error);
      return;
    }
  if (self->ids->len == 0)
    {
      way_page_show_empty (page);
      return;
    }
  choose_setting (self);
  way_attendance_grid_set_read_only (self->grid, way_session_is_read_only (get_session (self)));
  if (load_sheet (self, &error))
    way_page_show_content (page);
  else
    way_page_show_failed (page, error);
}

static void
way_attendance_page_dispose (GObject *object)
{
  WayAttendancePage *self = WAY_ATTENDANCE_PAGE (object);

  if (self->grid != NULL)
    way_attendance_grid_set_sheet (self->grid, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_ATTENDANCE_PAGE);
  g_clear_pointer (&self->sheet, way_attendance_sheet_free);

  G_OBJECT_CLASS (way_attendance_page_parent_class)->dispose (object);
}

static void
way_attendance_page_finalize (GObject *object)
{
  WayAttendancePage *self = WAY_ATTENDANCE_PAGE (object);

  g_ptr_array_unref (self->names);
  g_array_unref (self->ids);

  G_OBJECT_CLASS (way_attendance_page_parent_class)->finalize (object);
}

static void
way_attendance_page_class_init (WayAttendancePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_attendance_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_attendance_page_finalize;
  WAY_PAGE_CLASS (klass)->refresh = way_attendance_page_refresh;

  gtk_widget_class_install_action (widget_class, "attendance.setting", "u", setting_action);
  gtk_widget_class_install_action (widget_class, "attendance.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "attendance.import", NULL, import_action);
  g_type_ensure (WAY_TYPE_ATTENDANCE_GRID);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/attendance-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayAttendancePage, save_button);
  gtk_widget_class_bind_template_child (widget_class, WayAttendancePage, setting_button);
  gtk_widget_class_bind_template_child (widget_class, WayAttendancePage, period_label);
  gtk_widget_class_bind_template_child (widget_class, WayAttendancePage, grid);
  gtk_widget_class_bind_template_child (widget_class, WayAttendancePage, cell_label);
  gtk_widget_class_bind_template_child (widget_class, WayAttendancePage, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, before_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, after_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, grid_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, grid_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, grid_problem_cb);
}

static void
way_attendance_page_init (WayAttendancePage *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->ids = g_array_new (FALSE, FALSE, sizeof (WayId));
  gtk_widget_init_template (GTK_WIDGET (self));
}
