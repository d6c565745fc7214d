/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Meetings of panels, and the referrals that are on no agenda yet. */
#include "way-panel-page.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-empty-state.h"
#include "way-list-rows.h"
#include "way-panel-acts.h"

struct _WayPanelPage
{
  WayPage     parent_instance;

  /* Template children */
  GtkLabel   *sentence;
  GtkWidget  *waiting_box;
  GtkListBox *waiting;
  GtkWidget  *coming_box;
  GtkListBox *coming;
  GtkWidget  *held_box;
  GtkListBox *held;
  GtkWidget  *shares_box;
  GtkListBox *shares;
};

G_DEFINE_FINAL_TYPE (WayPanelPage, way_panel_page, WAY_TYPE_PAGE)

static WayDb *
get_db (WayPanelPage *self)
{
  return way_session_get_db (way_page_get_session (WAY_PAGE (self)));
}

static const GDate *
get_today (WayPanelPage *self)
{
  return way_session_get_today (way_page_get_session (WAY_PAGE (self)));
}

/* A row that leads to a record: Enter opens it. */
static void
lead_to (GtkWidget   *row,
         const char  *entity,
         const WayId *id)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "entity", (gpointer) entity);
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (id, sizeof *id), g_free);
}

static void
row_activated_cb (WayPanelPage  *self,
                  GtkListBoxRow *row)
{
  way_page_open_record (WAY_PAGE (self), g_object_get_data (G_OBJECT (row), "entity"),
                        g_object_get_data (G_OBJECT (row), "id"));
}

/* --- What waits --- */

static void
add_waiting (WayPanelPage          *self,
             const WayPanelWaiting *one)
{
  g_autofree char *text = way_panel_say_child (one->year, one->route, &one->received,
                                               get_today (self));
  g_autofree char *booked = NULL;

  if (way_date_is_set (&one->panel))
    {
      g_autofree char *day = way_date_words_day (&one->panel, get_today (self));

      booked = g_strdup_printf (_("booked for %s"), day);
    }
  lead_to (way_list_rows_add (self->waiting, NULL, one->pupil_name, text, booked), "referral",
           &one->referral);
}

static gboolean
fill_waiting (WayPanelPage *self,
              guint        *n_waiting,
              GError      **error)
{
  g_autoptr(GPtrArray) waiting = way_panel_waiting (get_db (self), get_today (self), error);

  if (waiting == NULL)
    return FALSE;
  *n_waiting = waiting->len;
  way_list_rows_clear (self->waiting);
  for (guint i = 0; i < waiting->len; i++)
    add_waiting (self, g_ptr_array_index (waiting, i));
  gtk_widget_set_visible (self->waiting_box, waiting->len > 0);
  return TRUE;
}

/* --- Meetings --- */

static char *
say_meeting (WayPanelPage          *self,
             const WayPanelSummary *one)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const WayMeeting *meeting = one->meeting;

  g_string_append_printf (text, ngettext ("%u child", "%u children", one->n_items), one->n_items);
  if (meeting->place != NULL)
    g_string_append_printf (text, " · %s", meeting->place);
  if (way_date_is_set (&meeting->papers_by) &&
      way_date_compare (get_today (self), &meeting->papers_by) <= 0)
    {
      g_autofree char *day = way_date_words_day (&meeting->papers_by, get_today (self));
      g_autofree char *papers = g_strdup_printf (_("papers by %s"), day);

      g_string_append_printf (text, " · %s", papers);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_meeting (WayPanelPage          *self,
             const WayPanelSummary *one)
{
  const WayMeeting *meeting = one->meeting;
  gboolean is_held = way_date_compare (&meeting->date, get_today (self)) < 0;
  g_autofree char *day = way_date_words_day (&meeting->date, get_today (self));
  /* Translators: a day and a kind of meeting: “Thu 19 Nov: Single panel”. */
  g_autofree char *title = g_strdup_printf (_("%s: %s"), day,
                                            _(way_codes_label ("meeting_kind", meeting->kind)));
  g_autofree char *text = say_meeting (self, one);
  g_autofree char *decided = NULL;

  if (one->n_items > 0)
    decided = g_strdup_printf (_("%u of %u decided"), one->n_decided, one->n_items);
  lead_to (way_list_rows_add (is_held ? self->held : self->coming, "way-panel-symbolic", title,
                              text, decided),
           "meeting", &meeting->id);
}

static gboolean
has_rows (GtkListBox *list)
{
  return gtk_list_box_get_row_at_index (list, 0) != NULL;
}

/* Those to come by day, those held the last first, as they are read. */
static gboolean
fill_meetings (WayPanelPage *self,
               guint        *n_meetings,
               GError      **error)
{
  g_autoptr(GPtrArray) meetings = way_panel_list (get_db (self), error);

  if (meetings == NULL)
    return FALSE;
  *n_meetings = meetings->len;
  way_list_rows_clear (self->coming);
  way_list_rows_clear (self->held);
  for (guint i = meetings->len; i-- > 0;)
    {
      const WayPanelSummary *one = g_ptr_array_index (meetings, i);

      if (way_date_compare (&one->meeting->date, get_today (self)) >= 0)
        add_meeting (self, one);
    }
  for (guint i = 0; i < meetings->len; i++)
    {
      const WayPanelSummary *one = g_ptr_array_index (meetings, i);

      if (way_date_compare (&one->meeting->date, get_today (self)) < 0)
        add_meeting (self, one);
    }
  gtk_widget_set_visible (self->coming_box, has_rows (self->coming));
  gtk_widget_set_visible (self->held_box, has_rows (self->held));
  return TRUE;
}

/* Who takes their part by fair access, in this school year. */
static gboolean
fill_shares (WayPanelPage *self,
             GError      **error)
{
  const GDate *today = get_today (self);
  GDate from = way_date_ymd (way_date_school_year (today), 9, 1);
  g_autoptr(GPtrArray) shares = way_panel_shares (get_db (self), &from, today, error);

  if (shares == NULL)
    return FALSE;
  way_list_rows_clear (self->shares);
  for (guint i = 0; i < shares->len; i++)
    {
      const WayPanelShare *one = g_ptr_array_index (shares, i);
      g_autofree char *taken = g_strdup_printf (ngettext ("%u child", "%u children", one->taken),
                                                one->taken);

      lead_to (way_list_rows_add (self->shares, NULL, one->name, NULL, taken), "establishment",
               &one->school);
    }
  gtk_widget_set_visible (self->shares_box, shares->len > 0);
  return TRUE;
}

/* --- The page --- */

static void
way_panel_page_refresh (WayPage *page)
{
  WayPanelPage *self = WAY_PANEL_PAGE (page);
  g_autofree char *sentence = NULL;
  g_autoptr(GError) error = NULL;
  guint n_waiting;
  guint n_meetings;

  if (!fill_waiting (self, &n_waiting, &error) || !fill_meetings (self, &n_meetings, &error) ||
      !fill_shares (self, &error))
    {
      way_page_show_failed (page, error);
      return;
    }
  if (n_waiting == 0 && n_meetings == 0)
    {
      way_page_show_empty (page);
      return;
    }
  sentence = n_waiting == 0
               ? g_strdup (_("No referral waits for a panel"))
               : g_strdup_printf (ngettext ("%u referral is on no agenda yet",
                                            "%u referrals are on no agenda yet", n_waiting),
                                  n_waiting);
  gtk_label_set_label (self->sentence, sentence);
  way_page_show_content (page);
}

static void
way_panel_page_create (WayPage *page)
{
  way_panel_act_new_meeting (page);
}

static void
way_panel_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PANEL_PAGE);

  G_OBJECT_CLASS (way_panel_page_parent_class)->dispose (object);
}

static void
way_panel_page_class_init (WayPanelPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPageClass *page_class = WAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_panel_page_dispose;
  page_class->refresh = way_panel_page_refresh;
  page_class->create = way_panel_page_create;

  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/panel-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPanelPage, sentence);
  gtk_widget_class_bind_template_child (widget_class, WayPanelPage, waiting_box);
  gtk_widget_class_bind_template_child (widget_class, WayPanelPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, WayPanelPage, coming_box);
  gtk_widget_class_bind_template_child (widget_class, WayPanelPage, coming);
  gtk_widget_class_bind_template_child (widget_class, WayPanelPage, held_box);
  gtk_widget_class_bind_template_child (widget_class, WayPanelPage, held);
  gtk_widget_class_bind_template_child (widget_class, WayPanelPage, shares_box);
  gtk_widget_class_bind_template_child (widget_class, WayPanelPage, shares);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
way_panel_page_init (WayPanelPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
