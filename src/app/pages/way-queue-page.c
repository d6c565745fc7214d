/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queues of all provisions, today or on a day long past. */
#include "way-queue-page.h"

#include <glib/gi18n.h>

#include "way-date-entry.h"
#include "way-date-words.h"
#include "way-empty-state.h"
#include "way-queue-acts.h"
#include "way-queue-section.h"

struct _WayQueuePage
{
  WayPage       parent_instance;

  GDate         day;        /* looked at; not set: today */

  /* Template children */
  GtkLabel     *sentence;
  WayDateEntry *day_entry;
  GtkBox       *sections;
};

G_DEFINE_FINAL_TYPE (WayQueuePage, way_queue_page, WAY_TYPE_PAGE)

static WayDb *
get_db (WayQueuePage *self)
{
  return way_session_get_db (way_page_get_session (WAY_PAGE (self)));
}

static const GDate *
get_today (WayQueuePage *self)
{
  return way_session_get_today (way_page_get_session (WAY_PAGE (self)));
}

static const GDate *
get_day (WayQueuePage *self)
{
  return way_date_is_set (&self->day) ? &self->day : get_today (self);
}

static gboolean
is_today (WayQueuePage *self)
{
  return way_date_equal (get_day (self), get_today (self));
}

/* --- Sections --- */

/* Who was passed over on that day; today, in this school year. */
static GPtrArray *
read_skips (WayQueuePage *self,
            const WayId  *provision,
            GError      **error)
{
  GDate from = *get_day (self);

  if (is_today (self))
    from = way_date_ymd (way_date_school_year (&from), 9, 1);
  return way_queue_skips (get_db (self), provision, &from, get_day (self), error);
}

static gboolean
add_section (WayQueuePage           *self,
             const WayQueueSummary  *summary,
             GError                **error)
{
  gboolean can_change = is_today (self) &&
                        !way_session_is_read_only (way_page_get_session (WAY_PAGE (self)));
  g_autoptr(GPtrArray) rows = way_queue_list (get_db (self), &summary->provision, get_day (self),
                                              error);
  g_autoptr(GPtrArray) skips = rows != NULL ? read_skips (self, &summary->provision, error) : NULL;
  GtkWidget *section;

  if (skips == NULL)
    return FALSE;
  section = way_queue_section_new ();
  way_queue_section_show (WAY_QUEUE_SECTION (section), summary, rows, skips, get_today (self),
                          can_change);
  gtk_box_append (self->sections, section);
  return TRUE;
}

static char *
say_sentence (WayQueuePage *self,
              GPtrArray    *summaries)
{
  guint waiting = 0;

  for (guint i = 0; i < summaries->len; i++)
    waiting += ((WayQueueSummary *) g_ptr_array_index (summaries, i))->waiting;
  if (waiting == 0)
    return g_strdup (is_today (self) ? _("Nobody waits for a place")
                                     : _("Nobody waited for a place on that day"));
  if (is_today (self))
    return g_strdup_printf (ngettext ("%u child waits for a place", "%u children wait for a place",
                                      waiting), waiting);
  return g_strdup_printf (ngettext ("%u child waited for a place on that day",
                                    "%u children waited for a place on that day", waiting),
                          waiting);
}

static gboolean
fill (WayQueuePage *self,
      GPtrArray    *summaries,
      GError      **error)
{
  g_autofree char *sentence = say_sentence (self, summaries);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    gtk_box_remove (self->sections, child);
  for (guint i = 0; i < summaries->len; i++)
    if (!add_section (self, g_ptr_array_index (summaries, i), error))
      return FALSE;
  gtk_label_set_label (self->sentence, sentence);
  return TRUE;
}

/* --- The day --- */

static void
day_changed_cb (WayQueuePage *self)
{
  GDate day;

  if (!way_date_entry_get_day (self->day_entry, &day) || way_date_equal (&day, &self->day) ||
      (way_date_is_set (&day) && way_date_compare (&day, get_today (self)) > 0))
    return;
  self->day = day;
  way_page_refresh (WAY_PAGE (self));
}

/* --- Steps --- */

static void
entry_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayQueuePage *self = WAY_QUEUE_PAGE (widget);
  g_autoptr(WayQueueEntry) entry = NULL;
  WayId id;

  if (way_id_parse (g_variant_get_string (parameter, NULL), &id))
    entry = way_records_get (get_db (self), &way_queue_entry_entity, &id, NULL);
  if (entry == NULL)
    return;
  if (g_str_equal (action_name, "queue.open"))
    way_page_open_record (WAY_PAGE (self), "referral", &entry->referral);
  else if (g_str_equal (action_name, "queue.offer"))
    way_queue_act_offer (WAY_PAGE (self), entry);
  else if (g_str_equal (action_name, "queue.park"))
    way_queue_act_park (WAY_PAGE (self), entry);
  else if (g_str_equal (action_name, "queue.unpark"))
    way_queue_act_unpark (WAY_PAGE (self), entry);
  else if (g_str_equal (action_name, "queue.move"))
    way_queue_act_move (WAY_PAGE (self), entry);
  else
    way_queue_act_leave (WAY_PAGE (self), entry);
}

/* --- The page --- */

static void
way_queue_page_refresh (WayPage *page)
{
  WayQueuePage *self = WAY_QUEUE_PAGE (page);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) summaries = way_queue_summaries (get_db (self), get_day (self), &error);
  gint64 n_entries = 0;

  way_date_entry_set_today (self->day_entry, get_today (self));
  if (summaries == NULL ||
      !way_records_count (get_db (self), &way_queue_entry_entity, &n_entries, &error) ||
      (n_entries > 0 && !fill (self, summaries, &error)))
    {
      way_page_show_failed (page, error);
      return;
    }
  if (n_entries == 0)
    way_page_show_empty (page);
  else
    way_page_show_content (page);
}

static void
way_queue_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_QUEUE_PAGE);

  G_OBJECT_CLASS (way_queue_page_parent_class)->dispose (object);
}

static void
way_queue_page_class_init (WayQueuePageClass *klass)
{
  static const char *const actions[] = { "queue.open", "queue.offer", "queue.park", "queue.unpark",
                                         "queue.move", "queue.leave" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPageClass *page_class = WAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_queue_page_dispose;
  page_class->refresh = way_queue_page_refresh;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], "s", entry_action);
  g_type_ensure (WAY_TYPE_DATE_ENTRY);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/queue-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayQueuePage, sentence);
  gtk_widget_class_bind_template_child (widget_class, WayQueuePage, day_entry);
  gtk_widget_class_bind_template_child (widget_class, WayQueuePage, sections);
  gtk_widget_class_bind_template_callback (widget_class, day_changed_cb);
}

static void
way_queue_page_init (WayQueuePage *self)
{
  self->day = way_date_none ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
