/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The queue of one provision, as a list. */
#include "way-queue-section.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-list-rows.h"

struct _WayQueueSection
{
  GtkBox           parent_instance;

  /* Template children */
  GtkLabel        *title;
  GtkLabel        *counts;
  GtkListBox      *list;
  GtkListBox      *skips_list;
  AdwExpanderRow  *skips_row;
};

G_DEFINE_FINAL_TYPE (WayQueueSection, way_queue_section, GTK_TYPE_BOX)

/* --- Words --- */

/* Takes words over; nothing where n is 0. */
static void
add_count (GString *text,
           guint    n,
           char    *words)
{
  if (n > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
  g_free (words);
}

static char *
say_counts (const WayQueueSummary *summary)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n;

  n = summary->waiting;
  add_count (text, n, g_strdup_printf (ngettext ("%u waits", "%u wait", n), n));
  n = summary->parked;
  add_count (text, n, g_strdup_printf (ngettext ("%u parked", "%u parked", n), n));
  n = summary->offered;
  add_count (text, n, g_strdup_printf (ngettext ("%u offered a place", "%u offered a place", n),
                                       n));
  n = summary->unmet;
  add_count (text, n, g_strdup_printf (ngettext ("%u went without a place this school year",
                                                 "%u went without a place this school year", n),
                                       n));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "Year 8 · since 3 Nov · A place is due by law · By the lot drawn" */
static char *
say_why (const WayQueueRow *row,
         const GDate       *today)
{
  g_autofree char *since = way_date_words_day (&row->entry->since, today);
  g_autofree char *waits = g_strdup_printf (_("waiting since %s"), since);
  g_autoptr(GString) text = g_string_new (NULL);

  if (row->year != NULL)
    g_string_append_printf (text, "%s · ", _(way_codes_label ("nc_year", row->year)));
  g_string_append (text, waits);
  g_string_append_printf (text, " · %s", _(way_codes_label ("queue_order",
                                                            row->entry->order_reason)));
  /* What the reason says is said by it; only other ties are news. */
  if (row->place.tie != NULL && !g_str_equal (row->place.tie->id, "order"))
    g_string_append_printf (text, " · %s", _(row->place.tie->label));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
say_state (const WayQueueRow *row,
           const GDate       *today)
{
  g_autofree char *day = NULL;

  switch (row->place.state)
    {
    case WAY_QUEUE_PARKED:
      day = way_date_words_day (&row->entry->parked_until, today);
      return g_strdup_printf (_("parked until %s"), day);

    case WAY_QUEUE_OFFERED:
      if (!way_date_is_set (&row->offer_expires))
        return g_strdup (_("offered a place"));
      day = way_date_words_day (&row->offer_expires, today);
      return g_strdup_printf (_("offered, answer by %s"), day);

    case WAY_QUEUE_WAITING:
    default:
      return NULL;
    }
}

/* --- Rows --- */

static void
add_act (GMenu             *menu,
         const char        *label,
         const char        *action,
         const WayQueueRow *row)
{
  g_autofree char *id = way_id_to_string (&row->entry->id);

  way_list_rows_add_act (menu, label, action, g_variant_new_string (id));
}

static GMenu *
make_menu (const WayQueueRow *row)
{
  GMenu *menu = g_menu_new ();

  add_act (menu, _("Open the _Referral"), "queue.open", row);
  if (row->place.state == WAY_QUEUE_WAITING)
    {
      add_act (menu, _("_Offer a Place…"), "queue.offer", row);
      add_act (menu, _("_Park…"), "queue.park", row);
    }
  if (row->place.state == WAY_QUEUE_PARKED)
    add_act (menu, _("End the _Parking"), "queue.unpark", row);
  add_act (menu, _("_Why Here…"), "queue.move", row);
  add_act (menu, _("_Leave the Queue…"), "queue.leave", row);
  return menu;
}

static void
add_row (WayQueueSection   *self,
         const WayQueueRow *row,
         const GDate       *today,
         gboolean           can_change)
{
  g_autofree char *why = say_why (row, today);
  g_autofree char *state = say_state (row, today);
  g_autofree char *place = row->place.place > 0 ? g_strdup_printf ("%u", row->place.place)
                                                : g_strdup ("–");
  GtkWidget *action_row = way_list_rows_add (self->list, NULL, row->pupil_name, why, state);
  GtkWidget *number = gtk_label_new (place);

  gtk_label_set_width_chars (GTK_LABEL (number), 2);
  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_widget_add_css_class (number, "numeric");
  gtk_widget_add_css_class (number, "heading");
  adw_action_row_add_prefix (ADW_ACTION_ROW (action_row), number);
  if (can_change)
    {
      g_autoptr(GMenu) menu = make_menu (row);

      adw_action_row_add_suffix (ADW_ACTION_ROW (action_row),
                                 way_list_rows_make_more (menu, row->pupil_name));
    }
}

static void
add_skip (WayQueueSection    *self,
          const WayQueueSkip *skip,
          const GDate        *today)
{
  g_autofree char *day = way_date_words_day (&skip->day, today);
  /* Translators: %s are two children's names. */
  g_autofree char *title = g_strdup_printf (_("%s, for %s"), skip->passed_name, skip->chosen_name);

  adw_expander_row_add_row (self->skips_row, way_list_rows_make (NULL, title, skip->reason, day));
}

void
way_queue_section_show (WayQueueSection       *self,
                        const WayQueueSummary *summary,
                        GPtrArray             *rows,
                        GPtrArray             *skips,
                        const GDate           *today,
                        gboolean               can_change)
{
  g_autofree char *counts = say_counts (summary);

  gtk_label_set_label (self->title, summary->title);
  gtk_label_set_label (self->counts, counts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  summary->title, -1);
  for (guint i = 0; i < rows->len; i++)
    add_row (self, g_ptr_array_index (rows, i), today, can_change);
  for (guint i = 0; i < skips->len; i++)
    add_skip (self, g_ptr_array_index (skips, i), today);
  if (skips->len > 0)
    {
      g_autofree char *title = g_strdup_printf (_("Passed over: %u"), skips->len);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->skips_row), title);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), rows->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->skips_list), skips->len > 0);
}

static void
way_queue_section_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_QUEUE_SECTION);

  G_OBJECT_CLASS (way_queue_section_parent_class)->dispose (object);
}

static void
way_queue_section_class_init (WayQueueSectionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_queue_section_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/queue-section.ui");
  gtk_widget_class_bind_template_child (widget_class, WayQueueSection, title);
  gtk_widget_class_bind_template_child (widget_class, WayQueueSection, counts);
  gtk_widget_class_bind_template_child (widget_class, WayQueueSection, list);
  gtk_widget_class_bind_template_child (widget_class, WayQueueSection, skips_list);
  gtk_widget_class_bind_template_child (widget_class, WayQueueSection, skips_row);
}

static void
way_queue_section_init (WayQueueSection *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_queue_section_new (void)
{
  return g_object_new (WAY_TYPE_QUEUE_SECTION, NULL);
}
