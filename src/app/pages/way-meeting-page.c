/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a panel meeting.  What a child's row says is read when the row is
 * opened; the steps are those of dialogs/way-panel-acts.c and of the service. */
#include "way-meeting-page.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-background.h"
#include "way-date-words.h"
#include "way-due-label.h"
#include "way-field-words.h"
#include "way-list-rows.h"
#include "way-match-words.h"
#include "way-page-ask.h"
#include "way-panel-acts.h"
#include "way-panel-case.h"
#include "way-panel-sheet.h"
#include "way-paper.h"
#include "way-print.h"

struct _WayMeetingPage
{
  WayPage     parent_instance;

  WayId       id;
  WayPanel   *panel;      /* as it was last read */
  WayId       open_item;  /* whose row was opened last */
  gboolean    filling;

  /* Template children */
  GtkLabel   *name_label;
  GtkLabel   *when_label;
  GtkLabel   *stage_label;
  GtkButton  *next_button;
  GtkWidget  *agenda_box;
  GtkListBox *agenda;
  GtkWidget  *waiting_box;
  GtkListBox *waiting;
  GtkListBox *members;
  GtkWidget  *no_members;
  GtkWidget  *business_box;
  GtkLabel   *business;
};

G_DEFINE_FINAL_TYPE (WayMeetingPage, way_meeting_page, WAY_TYPE_PAGE)

static WayDb *
get_db (WayMeetingPage *self)
{
  return way_session_get_db (way_page_get_session (WAY_PAGE (self)));
}

static const GDate *
get_today (WayMeetingPage *self)
{
  return way_session_get_today (way_page_get_session (WAY_PAGE (self)));
}

static gboolean
is_writable (WayMeetingPage *self)
{
  return !way_session_is_read_only (way_page_get_session (WAY_PAGE (self)));
}

/* The day has come: it can be decided. */
static gboolean
has_come (WayMeetingPage *self)
{
  return way_date_compare (&self->panel->meeting->date, get_today (self)) <= 0;
}

/* --- The head --- */

static guint
count_decided (WayMeetingPage *self)
{
  guint n = 0;

  for (guint i = 0; i < self->panel->items->len; i++)
    n += ((WayPanelItem *) g_ptr_array_index (self->panel->items, i))->decision != NULL;
  return n;
}

/* The first child on whom nothing was decided, or NULL. */
static const WayPanelItem *
find_undecided (WayMeetingPage *self)
{
  for (guint i = 0; i < self->panel->items->len; i++)
    {
      const WayPanelItem *item = g_ptr_array_index (self->panel->items, i);

      if (item->decision == NULL)
        return item;
    }
  return NULL;
}

static char *
say_when (WayMeetingPage *self)
{
  const WayMeeting *meeting = self->panel->meeting;
  g_autofree char *day = way_date_words_long (&meeting->date);
  g_autoptr(GString) text = g_string_new (day);

  if (meeting->time != NULL)
    g_string_append_printf (text, " · %s", meeting->time);
  if (meeting->place != NULL)
    g_string_append_printf (text, " · %s", meeting->place);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
say_stage (WayMeetingPage *self)
{
  const WayMeeting *meeting = self->panel->meeting;
  guint n_items = self->panel->items->len;
  g_autofree char *decided = g_strdup_printf (_("%u of %u decided"), count_decided (self), n_items);
  g_autofree char *papers = NULL;

  if (!way_date_is_set (&meeting->papers_by) || has_come (self))
    return g_steal_pointer (&decided);
  papers = way_date_words_day (&meeting->papers_by, get_today (self));
  return g_strdup_printf (_("Papers by %s · %s"), papers, decided);
}

static void
fill_head (WayMeetingPage *self)
{
  const char *kind = _(way_codes_label ("meeting_kind", self->panel->meeting->kind));
  g_autofree char *day = way_date_words_day (&self->panel->meeting->date, get_today (self));
  g_autofree char *when = say_when (self);
  g_autofree char *stage = say_stage (self);
  const WayPanelItem *next = has_come (self) ? find_undecided (self) : NULL;

  way_page_set_title (WAY_PAGE (self), kind);
  way_page_set_subtitle (WAY_PAGE (self), day);
  gtk_label_set_label (self->name_label, kind);
  gtk_label_set_label (self->when_label, when);
  gtk_label_set_label (self->stage_label, stage);
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), next != NULL && is_writable (self));
  if (next != NULL)
    {
      g_autofree char *label = g_strdup_printf (_("_Decide on %s…"), next->pupil_name);

      gtk_button_set_label (self->next_button, label);
    }
}

/* --- A child's sheet --- */

static void
add_fact (GtkWidget  *expander,
          const char *label,
          const char *text)
{
  GtkWidget *row;

  if (text == NULL || *text == '\0')
    return;
  row = way_list_rows_make (NULL, label, text, NULL);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
}

static void
add_needs (GtkWidget          *expander,
           const WayPanelCase *child)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < child->needs->len; i++)
    {
      const WayNeed *need = g_ptr_array_index (child->needs, i);

      g_string_append_printf (text, "%s%s", i > 0 ? " · " : "",
                              _(way_codes_label ("sen_provision", need->provision)));
      if (need->type != NULL)
        g_string_append_printf (text, ": %s", _(way_codes_label ("need_type", need->type)));
    }
  add_fact (expander, _("Special needs"), text->str);
}

static void
add_rounds (GtkWidget          *expander,
            const WayPanelCase *child)
{
  g_autoptr(GString) text = g_string_new (child->referral->tried);

  for (guint i = 0; i < child->rounds->len; i++)
    {
      const WaySupportRound *round = g_ptr_array_index (child->rounds, i);

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", round->strategy);
      if (round->impact != NULL)
        g_string_append_printf (text, ": %s", round->impact);
    }
  add_fact (expander, _("What was tried"), text->str);
}

static void
add_outcomes (GtkWidget          *expander,
              const WayPanelCase *child)
{
  g_autoptr(GString) text = g_string_new (child->referral->outcomes);

  for (guint i = 0; i < child->outcomes->len; i++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "",
                            ((WayOutcomeWanted *) g_ptr_array_index (child->outcomes, i))->wording);
  add_fact (expander, _("What should be different at the end"), text->str);
}

/* "Short stay, Beacon Centre: 3 free · meets all", a line each. */
static void
add_places (GtkWidget          *expander,
            const WayPanelCase *child)
{
  g_autoptr(GPtrArray) places = way_panel_case_places (child);
  g_autoptr(GString) text = g_string_new (places->len == 0 ? _("No provision fits.") : NULL);

  for (guint i = 0; i < places->len; i++)
    {
      const WayMatchLine *line = g_ptr_array_index (places, i);
      g_autofree char *free = way_match_words_free (line);
      g_autofree char *fit = way_match_words_fit (line);

      g_string_append_printf (text, "%s%s: %s · %s", i > 0 ? "\n" : "", line->provision->name,
                              free, fit);
    }
  add_fact (expander, _("Where the child could go"), text->str);
}

static void
add_duties (WayMeetingPage     *self,
            GtkWidget          *expander,
            const WayPanelCase *child)
{
  for (guint i = 0; i < child->duties->len; i++)
    {
      const WayDutyFact *duty = g_ptr_array_index (child->duties, i);
      GtkWidget *row = way_list_rows_make (NULL, _(duty->rule->label), duty->rule->source, NULL);
      GtkWidget *due = way_due_label_new ();

      way_due_label_set (WAY_DUE_LABEL (due), &duty->duty, &duty->due, get_today (self));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), due);
      adw_expander_row_add_row (ADW_EXPANDER_ROW (expander), row);
    }
}

/* "Place £10,000.00 per year: council · Top-up …" */
static void
add_costs (GtkWidget          *expander,
           const WayPanelCase *child)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < child->costs->len; i++)
    {
      const WayFundingLine *line = g_ptr_array_index (child->costs, i);
      g_autofree char *amount = way_field_words_money (line->rate);

      g_string_append_printf (text, "%s%s %s %s: %s", i > 0 ? " · " : "",
                              _(way_codes_label ("funding_element", line->element)), amount,
                              _(way_codes_label ("funding_basis", line->basis)),
                              _(way_codes_label ("payer", line->payer)));
    }
  if (child->has_no_payer)
    g_string_append (text, _("Nobody is named who pays"));
  add_fact (expander, _("A place would cost"), text->str);
}

static void
add_interests (WayMeetingPage     *self,
               GtkWidget          *expander,
               const WayPanelItem *item)
{
  for (guint i = 0; i < item->interests->len; i++)
    {
      const WayInterest *interest = g_ptr_array_index (item->interests, i);

      for (guint j = 0; j < self->panel->members->len; j++)
        {
          const WayMember *member = g_ptr_array_index (self->panel->members, j);
          g_autofree char *title = NULL;

          if (!way_id_equal (&member->id, &interest->member))
            continue;
          title = g_strdup_printf (interest->left_room == 1 ? _("%s has an interest and left the room")
                                                            : _("%s has an interest"),
                                   (char *) g_ptr_array_index (self->panel->names, j));
          add_fact (expander, title, interest->what);
        }
    }
}

static void
add_decision (GtkWidget          *expander,
              const WayPanelItem *item)
{
  if (item->decision == NULL)
    return;
  add_fact (expander, _(way_codes_label ("decision", item->decision->outcome)),
            item->decision->reasons);
  add_fact (expander, _("Conditions"), item->decision->conditions);
  add_fact (expander, _("Decided by"), item->decision->members);
}

/* What the referral and the records say; not again when it is opened again. */
static void
fill_sheet (WayMeetingPage     *self,
            GtkWidget          *expander,
            const WayPanelItem *item)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (get_db (self), &error);
  g_autoptr(WayPanelCase) child = NULL;

  if (facts != NULL)
    child = way_panel_case_load (facts, &item->item->referral, get_today (self), &error);
  if (child == NULL)
    {
      way_page_say (WAY_PAGE (self), FALSE, NULL, error);
      return;
    }
  add_decision (expander, item);
  if (item->fair_bar != NULL)
    add_fact (expander, _("Fair access does not apply"), _(item->fair_bar->label));
  add_duties (self, expander, child);
  add_fact (expander, _("On the roll of"), child->school != NULL ? child->school : _("No school"));
  add_needs (expander, child);
  add_fact (expander, _("Why a place elsewhere, and why now"), child->referral->reasons);
  add_rounds (expander, child);
  add_outcomes (expander, child);
  add_fact (expander, _("The child’s own words"), child->referral->child_view);
  add_fact (expander, _("What the parents or carers say"), child->referral->parent_view);
  add_fact (expander, _("What professionals say"), item->item->views);
  add_fact (expander, _("Provision asked for"), child->provision);
  add_places (expander, child);
  add_costs (expander, child);
  add_fact (expander, _("What it costs, and who pays"), item->item->cost_note);
  add_interests (self, expander, item);
  add_fact (expander, _("What was said at the panel"), item->item->discussion);
}

static void
expanded_cb (WayMeetingPage *self,
             GParamSpec     *pspec,
             GtkWidget      *expander)
{
  const WayId *id = g_object_get_data (G_OBJECT (expander), "item");
  const WayPanelItem *item = way_panel_find_item (self->panel, id);

  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (expander)))
    {
      if (!self->filling && way_id_equal (&self->open_item, id))
        self->open_item = (WayId) { { 0 } };
      return;
    }
  if (g_object_get_data (G_OBJECT (expander), "filled") == NULL && item != NULL)
    fill_sheet (self, expander, item);
  g_object_set_data (G_OBJECT (expander), "filled", expander);
  self->open_item = *id;
}

/* --- The agenda --- */

static void
add_act (GMenu       *menu,
         const char  *label,
         const char  *action,
         const WayId *item,
         const WayId *member)
{
  g_autofree char *id = way_id_to_string (item);
  g_autofree char *other = member != NULL ? way_id_to_string (member) : g_strdup ("");

  way_list_rows_add_act (menu, label, action, g_variant_new ("(ss)", id, other));
}

/* One line for each member who is there. */
static GMenu *
make_interest_menu (WayMeetingPage     *self,
                    const WayPanelItem *item)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < self->panel->members->len; i++)
    {
      const WayMember *member = g_ptr_array_index (self->panel->members, i);

      add_act (menu, g_ptr_array_index (self->panel->names, i), "meeting.declare",
               &item->item->id, &member->id);
    }
  return menu;
}

static GMenu *
make_menu (WayMeetingPage     *self,
           const WayPanelItem *item)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) first = g_menu_new ();
  g_autoptr(GMenu) order = g_menu_new ();
  g_autoptr(GMenu) interests = make_interest_menu (self, item);
  const WayId *id = &item->item->id;

  add_act (first, _("_Open the Referral"), "meeting.open", id, NULL);
  add_act (first, _("_Write What Is Said…"), "meeting.note", id, NULL);
  if (g_str_equal (self->panel->meeting->kind, "fair_access"))
    add_act (first, _("_Fair Access Group…"), "meeting.fair", id, NULL);
  if (g_menu_model_get_n_items (G_MENU_MODEL (interests)) > 0)
    g_menu_append_submenu (first, _("Declare an _Interest"), G_MENU_MODEL (interests));
  if (item->decision != NULL)
    add_act (first, _("_Decide Again…"), "meeting.decide", id, NULL);
  add_act (order, _("Move _Up"), "meeting.up", id, NULL);
  add_act (order, _("Move Do_wn"), "meeting.down", id, NULL);
  if (item->decision == NULL)
    add_act (order, _("_Take off the Agenda"), "meeting.remove", id, NULL);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (first));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (order));
  return menu;
}

static void
add_outcome (WayMeetingPage     *self,
             GtkWidget          *expander,
             const WayPanelItem *item)
{
  GtkWidget *end;

  if (item->decision != NULL)
    {
      end = gtk_label_new (_(way_codes_label ("decision", item->decision->outcome)));
      gtk_label_set_wrap (GTK_LABEL (end), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (end), 18);
      gtk_label_set_justify (GTK_LABEL (end), GTK_JUSTIFY_RIGHT);
      adw_expander_row_add_action (ADW_EXPANDER_ROW (expander), end);
    }
  else if (item->fair_bar != NULL)
    {
      end = gtk_label_new (_("group is missing"));
      gtk_widget_add_css_class (end, "dim-label");
      adw_expander_row_add_action (ADW_EXPANDER_ROW (expander), end);
    }
}

static void
add_item (WayMeetingPage     *self,
          const WayPanelItem *item)
{
  GtkWidget *expander = adw_expander_row_new ();
  g_autoptr(GMenu) menu = make_menu (self, item);
  g_autofree char *title = g_strdup_printf ("%" G_GINT64_FORMAT ". %s", item->item->position,
                                            item->pupil_name);
  g_autofree char *text = way_panel_say_child (item->year, item->route, &item->received,
                                               get_today (self));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (expander), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (expander), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (expander), text);
  g_object_set_data_full (G_OBJECT (expander), "item",
                          g_memdup2 (&item->item->id, sizeof (WayId)), g_free);
  add_outcome (self, expander, item);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (expander),
                               way_list_rows_make_more (menu, item->pupil_name));
  g_signal_connect_object (expander, "notify::expanded", G_CALLBACK (expanded_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_append (self->agenda, expander);
  if (way_id_equal (&item->item->id, &self->open_item))
    adw_expander_row_set_expanded (ADW_EXPANDER_ROW (expander), TRUE);
}

/* The item in whose row the keyboard is; none where it is elsewhere. */
static WayId
find_focus (WayMeetingPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  const WayId *id = NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->agenda)))
    for (; focus != NULL && id == NULL; focus = gtk_widget_get_parent (focus))
      id = g_object_get_data (G_OBJECT (focus), "item");
  return id != NULL ? *id : (WayId) { { 0 } };
}

static void
give_focus (WayMeetingPage *self,
            const WayId    *item)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->agenda, i)) != NULL; i++)
    if (way_id_equal (g_object_get_data (G_OBJECT (row), "item"), item))
      gtk_widget_child_focus (GTK_WIDGET (row), GTK_DIR_TAB_FORWARD);
}

static void
fill_agenda (WayMeetingPage *self)
{
  WayId focus = find_focus (self);

  self->filling = TRUE;
  way_list_rows_clear (self->agenda);
  for (guint i = 0; i < self->panel->items->len; i++)
    add_item (self, g_ptr_array_index (self->panel->items, i));
  self->filling = FALSE;
  if (!way_id_is_null (&focus))
    give_focus (self, &focus);
  gtk_widget_set_visible (GTK_WIDGET (self->agenda), self->panel->items->len > 0);
}

/* --- What could come onto it --- */

static void
add_clicked_cb (WayMeetingPage *self,
                GtkWidget      *button)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (way_page_get_session (WAY_PAGE (self)), &who);
  WayId referral = *(const WayId *) g_object_get_data (G_OBJECT (button), "referral");
  g_autoptr(GError) error = NULL;
  gboolean done = way_panel_add (&act, &self->id, &referral, &error);

  way_page_say (WAY_PAGE (self), done, _("Put on the agenda"), error);
}

static void
add_waiting (WayMeetingPage        *self,
             const WayPanelWaiting *one)
{
  g_autofree char *text = way_panel_say_child (one->year, one->route, &one->received,
                                               get_today (self));
  GtkWidget *row = way_list_rows_add (self->waiting, NULL, one->pupil_name, text, NULL);
  GtkWidget *button = gtk_button_new_with_label (_("Add"));
  g_autofree char *label = g_strdup_printf (_("Add %s to the agenda"), one->pupil_name);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (button, label);
  g_object_set_data_full (G_OBJECT (button), "referral",
                          g_memdup2 (&one->referral, sizeof (WayId)), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static gboolean
fill_waiting (WayMeetingPage *self,
              GError        **error)
{
  g_autoptr(GPtrArray) waiting = way_panel_waiting (get_db (self), get_today (self), error);
  gboolean open;

  if (waiting == NULL)
    return FALSE;
  way_list_rows_clear (self->waiting);
  for (guint i = 0; i < waiting->len; i++)
    add_waiting (self, g_ptr_array_index (waiting, i));
  open = waiting->len > 0 && is_writable (self) &&
         way_date_compare (&self->panel->meeting->date, get_today (self)) >= 0;
  gtk_widget_set_visible (self->waiting_box, open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "meeting.add-waiting", open);
  return TRUE;
}

/* --- Who is there --- */

static void
present_cb (WayMeetingPage *self,
            GParamSpec     *pspec,
            GtkWidget      *toggle)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (way_page_get_session (WAY_PAGE (self)), &who);
  WayId member = *(const WayId *) g_object_get_data (G_OBJECT (toggle), "member");
  gboolean present = gtk_switch_get_active (GTK_SWITCH (toggle));
  g_autoptr(GError) error = NULL;

  if (!self->filling && !way_panel_set_present (&act, &member, present, &error))
    way_page_say (WAY_PAGE (self), FALSE, NULL, error);
}

static void
add_member (WayMeetingPage  *self,
            const WayMember *member,
            const char      *name)
{
  g_autofree char *text = NULL;
  GtkWidget *row;
  GtkWidget *toggle = gtk_switch_new ();
  g_autofree char *label = g_strdup_printf (_("%s is present"), name);

  if (member->chair == 1)
    text = member->role != NULL ? g_strdup_printf (_("%s · in the chair"), member->role)
                                : g_strdup (_("In the chair"));
  row = way_list_rows_add (self->members, NULL, name, text != NULL ? text : member->role, NULL);
  gtk_switch_set_active (GTK_SWITCH (toggle), member->present == 1);
  gtk_widget_set_sensitive (toggle, is_writable (self));
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (toggle, label);
  g_object_set_data_full (G_OBJECT (toggle), "member", g_memdup2 (&member->id, sizeof (WayId)),
                          g_free);
  g_object_set_data (G_OBJECT (row), "toggle", toggle);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (present_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
}

/* Whether the list shows these members already: then only who is present may be
 * another, and the keyboard stays where it is. */
static gboolean
update_members (WayMeetingPage *self)
{
  for (guint i = 0; i <= self->panel->members->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->members, (int) i);
      GtkWidget *toggle = row != NULL ? g_object_get_data (G_OBJECT (row), "toggle") : NULL;
      const WayMember *member;

      if (i == self->panel->members->len)
        return row == NULL;
      member = g_ptr_array_index (self->panel->members, i);
      if (toggle == NULL ||
          !way_id_equal (g_object_get_data (G_OBJECT (toggle), "member"), &member->id))
        return FALSE;
      self->filling = TRUE;
      gtk_switch_set_active (GTK_SWITCH (toggle), member->present == 1);
      self->filling = FALSE;
    }
  return TRUE;
}

static void
fill_members (WayMeetingPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->members), self->panel->members->len > 0);
  gtk_widget_set_visible (self->no_members, self->panel->members->len == 0);
  if (update_members (self))
    return;
  way_list_rows_clear (self->members);
  for (guint i = 0; i < self->panel->members->len; i++)
    add_member (self, g_ptr_array_index (self->panel->members, i),
                g_ptr_array_index (self->panel->names, i));
}

/* --- Steps --- */

static const WayPanelItem *
find_target (WayMeetingPage   *self,
             GVariant         *parameter,
             const WayMember **member)
{
  const char *item;
  const char *other;
  WayId id;

  g_variant_get (parameter, "(&s&s)", &item, &other);
  *member = NULL;
  for (guint i = 0; way_id_parse (other, &id) && i < self->panel->members->len; i++)
    {
      WayMember *one = g_ptr_array_index (self->panel->members, i);

      if (way_id_equal (&one->id, &id))
        *member = one;
    }
  return way_id_parse (item, &id) ? way_panel_find_item (self->panel, &id) : NULL;
}

/* Steps that need no words. */
static void
do_at_once (WayMeetingPage     *self,
            const char         *action,
            const WayPanelItem *item)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (way_page_get_session (WAY_PAGE (self)), &who);
  guint position = (guint) item->item->position;
  WayId id = item->item->id;
  g_autoptr(GError) error = NULL;
  gboolean done;

  if (g_str_equal (action, "meeting.remove"))
    {
      done = way_panel_remove (&act, &id, &error);
      way_page_say (WAY_PAGE (self), done, _("Taken off the agenda"), error);
      return;
    }
  if (g_str_equal (action, "meeting.up"))
    done = way_panel_move (&act, &id, MAX (position, 2) - 1, &error);
  else
    done = way_panel_move (&act, &id, position + 1, &error);
  if (!done)
    way_page_say (WAY_PAGE (self), FALSE, NULL, error);
}

static void
item_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayMeetingPage *self = WAY_MEETING_PAGE (widget);
  const WayMember *member;
  const WayPanelItem *item = self->panel != NULL ? find_target (self, parameter, &member) : NULL;

  if (item == NULL)
    return;
  if (g_str_equal (action_name, "meeting.open"))
    way_page_open_record (WAY_PAGE (self), "referral", &item->item->referral);
  else if (g_str_equal (action_name, "meeting.note"))
    way_panel_act_note (WAY_PAGE (self), item);
  else if (g_str_equal (action_name, "meeting.fair"))
    way_panel_act_fair_access (WAY_PAGE (self), item);
  else if (g_str_equal (action_name, "meeting.decide"))
    way_panel_act_decide (WAY_PAGE (self), self->panel, item);
  else if (g_str_equal (action_name, "meeting.declare") && member != NULL)
    way_panel_act_declare (WAY_PAGE (self), item, member);
  else
    do_at_once (self, action_name, item);
}

static void
next_clicked_cb (WayMeetingPage *self)
{
  const WayPanelItem *item = find_undecided (self);

  if (item != NULL)
    way_panel_act_decide (WAY_PAGE (self), self->panel, item);
}

static void
add_waiting_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  WayMeetingPage *self = WAY_MEETING_PAGE (widget);
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (way_page_get_session (WAY_PAGE (self)), &who);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  guint n = 0;
  gboolean done = way_panel_add_waiting (&act, &self->id, &n, &error);

  text = g_strdup_printf (ngettext ("%u child put on the agenda", "%u children put on the agenda",
                                    n), n);
  way_page_say (WAY_PAGE (self), done, text, error);
}

static void
meeting_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  WayMeetingPage *self = WAY_MEETING_PAGE (widget);
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (way_page_get_session (WAY_PAGE (self)), &who);
  g_autoptr(GError) error = NULL;
  gboolean done;

  if (self->panel == NULL)
    return;
  if (g_str_equal (action_name, "meeting.change"))
    {
      way_panel_act_change_meeting (WAY_PAGE (self), self->panel->meeting);
    }
  else if (g_str_equal (action_name, "meeting.add-member"))
    {
      way_panel_act_new_member (WAY_PAGE (self), &self->id);
    }
  else
    {
      done = way_panel_cancel (&act, &self->id, &error);
      way_page_say (WAY_PAGE (self), done, _("Meeting called off"), error);
    }
}

/* --- Paper --- */

/* The papers; NULL, and said, where they cannot be made. */
static WaySheet *
make_papers (WayMeetingPage *self)
{
  WayPaperWords words = way_paper_get_words ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (get_db (self), &error);
  WaySheet *sheet = NULL;

  if (facts != NULL)
    sheet = way_panel_sheet_papers (self->panel, facts, get_today (self), &words, &error);
  if (sheet == NULL)
    way_page_say (WAY_PAGE (self), FALSE, NULL, error);
  return sheet;
}

static WaySheet *
make_minutes (WayMeetingPage *self)
{
  WayPaperWords words = way_paper_get_words ();
  const char *authority = way_session_get_authority (way_page_get_session (WAY_PAGE (self)));

  return way_panel_sheet_minutes (self->panel, authority, get_today (self), &words);
}

static void
paper_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayMeetingPage *self = WAY_MEETING_PAGE (widget);
  gboolean minutes = g_str_equal (action_name, "meeting.minutes");
  g_autofree char *day = NULL;
  g_autofree char *name = NULL;
  WaySheet *sheet;

  if (self->panel == NULL)
    return;
  sheet = minutes ? make_minutes (self) : make_papers (self);
  if (sheet == NULL)
    return;
  day = way_date_to_iso (&self->panel->meeting->date);
  /* Translators: names of files; %s is a day. */
  name = g_strdup_printf (minutes ? _("Panel %s minutes.pdf") : _("Panel %s papers.pdf"), day);
  way_print_save_pdf (widget, sheet, name);
}

static void
way_meeting_page_print (WayPage *page)
{
  WayMeetingPage *self = WAY_MEETING_PAGE (page);
  WaySheet *sheet = self->panel != NULL ? make_papers (self) : NULL;

  if (sheet != NULL)
    way_print_sheet (GTK_WIDGET (page), sheet);
}

static void
update_actions (WayMeetingPage *self)
{
  static const char *const names[] = { "meeting.change", "meeting.add-member", "meeting.cancel",
                                       "meeting.note", "meeting.fair", "meeting.decide",
                                       "meeting.declare", "meeting.up", "meeting.down",
                                       "meeting.remove" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), names[i], is_writable (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "meeting.cancel",
                                 is_writable (self) && count_decided (self) == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "meeting.decide",
                                 is_writable (self) && has_come (self));
}

/* --- The page --- */

static void
way_meeting_page_set_record (WayPage     *page,
                             const char  *entity,
                             const WayId *id)
{
  WAY_MEETING_PAGE (page)->id = *id;
}

static void
fill (WayMeetingPage *self)
{
  const char *minutes = self->panel->meeting->minutes;

  fill_head (self);
  fill_agenda (self);
  fill_members (self);
  gtk_label_set_label (self->business, minutes != NULL ? minutes : "");
  gtk_widget_set_visible (self->business_box, minutes != NULL);
  update_actions (self);
}

static void
way_meeting_page_refresh (WayPage *page)
{
  WayMeetingPage *self = WAY_MEETING_PAGE (page);
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->panel, way_panel_free);
  self->panel = way_panel_load (get_db (self), &self->id, &error);
  if (g_error_matches (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN))
    {
      way_page_show_empty (page);
      return;
    }
  if (self->panel == NULL || !fill_waiting (self, &error))
    {
      way_page_show_failed (page, error);
      return;
    }
  fill (self);
  way_page_show_content (page);
}

static void
way_meeting_page_dispose (GObject *object)
{
  g_clear_pointer (&WAY_MEETING_PAGE (object)->panel, way_panel_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_MEETING_PAGE);

  G_OBJECT_CLASS (way_meeting_page_parent_class)->dispose (object);
}

static void
way_meeting_page_class_init (WayMeetingPageClass *klass)
{
  static const char *const of_items[] = { "meeting.open", "meeting.note", "meeting.fair",
                                          "meeting.decide", "meeting.declare", "meeting.up",
                                          "meeting.down", "meeting.remove" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPageClass *page_class = WAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_meeting_page_dispose;
  page_class->refresh = way_meeting_page_refresh;
  page_class->set_record = way_meeting_page_set_record;
  page_class->print = way_meeting_page_print;

  for (guint i = 0; i < G_N_ELEMENTS (of_items); i++)
    gtk_widget_class_install_action (widget_class, of_items[i], "(ss)", item_action);
  gtk_widget_class_install_action (widget_class, "meeting.change", NULL, meeting_action);
  gtk_widget_class_install_action (widget_class, "meeting.add-member", NULL, meeting_action);
  gtk_widget_class_install_action (widget_class, "meeting.cancel", NULL, meeting_action);
  gtk_widget_class_install_action (widget_class, "meeting.minutes", NULL, paper_action);
  gtk_widget_class_install_action (widget_class, "meeting.papers", NULL, paper_action);
  gtk_widget_class_install_action (widget_class, "meeting.add-waiting", NULL, add_waiting_action);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/meeting-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayMeetingPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, WayMeetingPage, when_label);
  gtk_widget_class_bind_template_child (widget_class, WayMeetingPage, stage_label);
  gtk_widget_class_bind_template_child (widget_class, WayMeetingPage, next_button);
  gtk_widget_class_bind_template_child (widget_class, WayMeetingPage, agenda_box);
  gtk_widget_class_bind_template_child (widget_class, WayMeetingPage, agenda);
  gtk_widget_class_bind_template_child (widget_class, WayMeetingPage, waiting_box);
  gtk_widget_class_bind_template_child (widget_class, WayMeetingPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, WayMeetingPage, members);
  gtk_widget_class_bind_template_child (widget_class, WayMeetingPage, no_members);
  gtk_widget_class_bind_template_child (widget_class, WayMeetingPage, business_box);
  gtk_widget_class_bind_template_child (widget_class, WayMeetingPage, business);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
}

static void
way_meeting_page_init (WayMeetingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
