/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Visits, and what is to be done after them. */
#include "way-visits-page.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-empty-state.h"
#include "way-list-rows.h"
#include "way-visit-dialogs.h"
#include "way-visit-facts.h"

/* Longer lists are cut, and say so. */
#define MOST_DUE  12
#define MOST_DONE 40

struct _WayVisitsPage
{
  WayPage     parent_instance;

  /* Template children */
  GtkLabel   *sentence;
  GtkWidget  *begun_box;
  GtkListBox *begun;
  GtkWidget  *planned_box;
  GtkListBox *planned;
  GtkWidget  *due_box;
  GtkListBox *due;
  GtkWidget  *actions_box;
  GtkListBox *actions;
  GtkWidget  *done_box;
  GtkListBox *done;
};

G_DEFINE_FINAL_TYPE (WayVisitsPage, way_visits_page, WAY_TYPE_PAGE)

static WayDb *
get_db (WayVisitsPage *self)
{
  return way_session_get_db (way_page_get_session (WAY_PAGE (self)));
}

static const GDate *
get_today (WayVisitsPage *self)
{
  return way_session_get_today (way_page_get_session (WAY_PAGE (self)));
}

static void
row_activated_cb (WayVisitsPage *self,
                  GtkListBoxRow *row)
{
  way_page_open_record (WAY_PAGE (self), g_object_get_data (G_OBJECT (row), "entity"),
                        g_object_get_data (G_OBJECT (row), "id"));
}

/* A row that leads to a record: Enter opens it. */
static void
lead_to (GtkWidget   *row,
         const char  *entity,
         const WayId *id)
{
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "entity", (gpointer) entity);
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (id, sizeof *id), g_free);
}

static gboolean
has_rows (GtkListBox *list)
{
  return gtk_list_box_get_row_at_index (list, 0) != NULL;
}

/* --- Visits --- */

static char *
say_visit (const WayVisitRow *row)
{
  g_autoptr(GString) text = g_string_new (_(way_codes_label ("visit_type", row->visit->kind)));

  if (row->round != NULL)
    g_string_append_printf (text, " · %s", row->round);
  if (row->n_open > 0)
    {
      g_autofree char *open = g_strdup_printf (ngettext ("%u action open", "%u actions open",
                                                         row->n_open), row->n_open);

      g_string_append_printf (text, " · %s", open);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_visit (WayVisitsPage     *self,
           GtkListBox        *list,
           const WayVisitRow *row,
           const char        *end)
{
  g_autofree char *text = say_visit (row);

  lead_to (way_list_rows_add (list, NULL, row->setting, text, end), "visit", &row->visit->id);
}

static void
add_row (WayVisitsPage     *self,
         const WayVisitRow *row,
         guint             *n_done)
{
  const GDate *day = way_date_is_set (&row->visit->date) ? &row->visit->date
                                                         : &row->visit->planned;
  g_autofree char *words = way_date_words_day (day, get_today (self));

  if (g_str_equal (row->stage->id, "started"))
    add_visit (self, self->begun, row, words);
  else if (g_str_equal (row->stage->id, "planned"))
    add_visit (self, self->planned, row, words);
  else if (g_str_equal (row->stage->id, "signed") && (*n_done)++ < MOST_DONE)
    {
      g_autofree char *end = row->visit->judgement != NULL
                               ? g_strdup_printf ("%s · %s", words,
                                                  _(way_codes_label ("approval",
                                                                     row->visit->judgement)))
                               : g_strdup (words);

      add_visit (self, self->done, row, end);
    }
}

/* Those to come by day, those done the last first, as they are read. */
static gboolean
fill_visits (WayVisitsPage *self,
             guint         *n_visits,
             GError       **error)
{
  g_autoptr(GPtrArray) visits = way_visit_list (get_db (self), NULL, get_today (self), error);
  guint n_done = 0;

  if (visits == NULL)
    return FALSE;
  *n_visits = visits->len;
  way_list_rows_clear (self->begun);
  way_list_rows_clear (self->planned);
  way_list_rows_clear (self->done);
  for (guint i = visits->len; i-- > 0;)
    if (!g_str_equal (((const WayVisitRow *) visits->pdata[i])->stage->id, "signed"))
      add_row (self, visits->pdata[i], &n_done);
  for (guint i = 0; i < visits->len; i++)
    if (g_str_equal (((const WayVisitRow *) visits->pdata[i])->stage->id, "signed"))
      add_row (self, visits->pdata[i], &n_done);
  gtk_widget_set_visible (self->begun_box, has_rows (self->begun));
  gtk_widget_set_visible (self->planned_box, has_rows (self->planned));
  gtk_widget_set_visible (self->done_box, has_rows (self->done));
  return TRUE;
}

/* --- What is due --- */

static void
plan_cb (WayVisitsPage *self,
         GtkWidget     *button)
{
  way_visit_ask_plan (WAY_PAGE (self), g_object_get_data (G_OBJECT (button), "id"));
}

static void
add_plan_button (WayVisitsPage         *self,
                 GtkWidget             *row,
                 const WayVisitSetting *setting)
{
  GtkWidget *button = gtk_button_new_with_label (_("Plan…"));
  g_autofree char *spoken = g_strdup_printf (_("Plan a visit to %s"), setting->name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "id",
                          g_memdup2 (&setting->establishment, sizeof setting->establishment),
                          g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (plan_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* "12 pupils · 9 weeks · not registered as a school" */
static char *
say_setting (const WayVisitSetting *setting)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *weeks = NULL;

  g_string_append_printf (text, ngettext ("%u pupil", "%u pupils", setting->priority.pupils),
                          setting->priority.pupils);
  if (way_date_is_set (&setting->risk.last_visit))
    weeks = g_strdup_printf (ngettext ("last visit %u week ago", "last visit %u weeks ago",
                                       setting->priority.weeks), setting->priority.weeks);
  if (weeks != NULL)
    g_string_append_printf (text, " · %s", weeks);
  for (guint i = 0; i < setting->priority.reasons->len; i++)
    {
      const WayCode *reason = g_ptr_array_index (setting->priority.reasons, i);

      g_string_append_printf (text, " · %s", _(reason->label));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
is_due (WayVisitsPage         *self,
        const WayVisitSetting *setting)
{
  GDate soon = way_date_add_days (get_today (self),
                                  way_code_get_int (way_codes_lookup ("visit_rule", "ahead"),
                                                    "days", 0));

  return way_id_is_null (&setting->planned) && way_date_is_set (&setting->due.due) &&
         way_date_compare (&setting->due.due, &soon) <= 0;
}

static void
add_due (WayVisitsPage         *self,
         const WayVisitSetting *setting)
{
  g_autofree char *text = say_setting (setting);
  g_autofree char *day = way_date_words_day (&setting->due.due, get_today (self));
  g_autofree char *end = g_strdup_printf (_("by %s"), day);

  add_plan_button (self, way_list_rows_add (self->due, NULL, setting->name, text, end), setting);
}

static gboolean
fill_due (WayVisitsPage *self,
          guint         *n_due,
          GError       **error)
{
  g_autoptr(WayFacts) facts = way_facts_new (get_db (self), error);
  g_autoptr(GPtrArray) settings = facts != NULL
                                    ? way_visit_settings (facts, get_today (self), error) : NULL;

  if (settings == NULL)
    return FALSE;
  *n_due = 0;
  way_list_rows_clear (self->due);
  for (guint i = 0; i < settings->len; i++)
    if (is_due (self, g_ptr_array_index (settings, i)) && (*n_due)++ < MOST_DUE)
      add_due (self, g_ptr_array_index (settings, i));
  gtk_widget_set_visible (self->due_box, *n_due > 0);
  return TRUE;
}

/* --- Actions --- */

static void
add_action (WayVisitsPage      *self,
            const WayActionRow *row)
{
  g_autofree char *day = way_date_words_day (&row->action->due, get_today (self));
  g_autofree char *text = g_strdup_printf ("%s · %s", row->setting,
                                           row->action->owner != NULL ? row->action->owner
                                                                      : _("nobody named"));
  gboolean late = row->state == WAY_ACTION_LATE;
  g_autofree char *end = late ? g_strdup_printf (_("late since %s"), day)
                              : g_strdup_printf (_("by %s"), day);

  lead_to (way_list_rows_add (self->actions, late ? "way-late-symbolic" : NULL,
                              row->action->wording, text, end), "action", &row->action->id);
}

static gboolean
fill_actions (WayVisitsPage *self,
              guint         *n_late,
              GError       **error)
{
  g_autoptr(GPtrArray) actions = way_action_list (get_db (self), NULL, FALSE, get_today (self),
                                                  error);

  if (actions == NULL)
    return FALSE;
  *n_late = 0;
  way_list_rows_clear (self->actions);
  for (guint i = 0; i < actions->len; i++)
    {
      const WayActionRow *row = g_ptr_array_index (actions, i);

      *n_late += row->state == WAY_ACTION_LATE;
      add_action (self, row);
    }
  gtk_widget_set_visible (self->actions_box, actions->len > 0);
  return TRUE;
}

/* --- The page --- */

static char *
say_all (guint n_due,
         guint n_late)
{
  g_autofree char *due = g_strdup_printf (ngettext ("%u setting is due a visit",
                                                    "%u settings are due a visit", n_due), n_due);
  g_autofree char *late = g_strdup_printf (ngettext ("%u action is late", "%u actions are late",
                                                     n_late), n_late);

  if (n_due == 0 && n_late == 0)
    return g_strdup (_("No setting is due a visit, and no action is late"));
  if (n_late == 0)
    return g_steal_pointer (&due);
  return n_due == 0 ? g_steal_pointer (&late) : g_strdup_printf ("%s; %s", due, late);
}

static void
way_visits_page_refresh (WayPage *page)
{
  WayVisitsPage *self = WAY_VISITS_PAGE (page);
  g_autofree char *sentence = NULL;
  g_autoptr(GError) error = NULL;
  guint n_visits, n_due, n_late;

  if (!fill_visits (self, &n_visits, &error) || !fill_due (self, &n_due, &error) ||
      !fill_actions (self, &n_late, &error))
    {
      way_page_show_failed (page, error);
      return;
    }
  if (n_visits == 0 && n_due == 0)
    {
      way_page_show_empty (page);
      return;
    }
  sentence = say_all (n_due, n_late);
  gtk_label_set_label (self->sentence, sentence);
  way_page_show_content (page);
}

static void
way_visits_page_create (WayPage *page)
{
  way_visit_ask_plan (page, NULL);
}

static void
plan_round (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  way_visit_ask_round (WAY_PAGE (widget));
}

static void
way_visits_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_VISITS_PAGE);

  G_OBJECT_CLASS (way_visits_page_parent_class)->dispose (object);
}

static void
way_visits_page_class_init (WayVisitsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPageClass *page_class = WAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_visits_page_dispose;
  page_class->refresh = way_visits_page_refresh;
  page_class->create = way_visits_page_create;

  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  gtk_widget_class_install_action (widget_class, "visits.plan-round", NULL, plan_round);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/visits-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayVisitsPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, WayVisitsPage, begun_box);
  gtk_widget_class_bind_template_child (widget_class, WayVisitsPage, begun);
  gtk_widget_class_bind_template_child (widget_class, WayVisitsPage, planned_box);
  gtk_widget_class_bind_template_child (widget_class, WayVisitsPage, planned);
  gtk_widget_class_bind_template_child (widget_class, WayVisitsPage, due_box);
  gtk_widget_class_bind_template_child (widget_class, WayVisitsPage, due);
  gtk_widget_class_bind_template_child (widget_class, WayVisitsPage, actions_box);
  gtk_widget_class_bind_template_child (widget_class, WayVisitsPage, actions);
  gtk_widget_class_bind_template_child (widget_class, WayVisitsPage, done_box);
  gtk_widget_class_bind_template_child (widget_class, WayVisitsPage, done);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
way_visits_page_init (WayVisitsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
