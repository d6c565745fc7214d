/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record pages of visits, of actions and of holds: state, next step, and what is
 * in the menu. */
#include "way-visit-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-date-words.h"
#include "way-field-words.h"
#include "way-list-rows.h"
#include "way-page-ask.h"
#include "way-paper.h"
#include "way-print.h"
#include "way-visit-dialogs.h"
#include "way-visit-facts.h"
#include "way-visit-sheet.h"
#include "way-visit-words.h"

struct _WayVisitPage
{
  WayRecordPage  parent_instance;

  WayVisit      *visit;
  GtkWidget     *answers;    /* the view of answers */
};

struct _WayActionPage
{
  WayRecordPage  parent_instance;

  WayAction     *action;
};

struct _WayHoldPage
{
  WayRecordPage     parent_instance;

  WayPlacementHold *hold;
};

G_DEFINE_FINAL_TYPE (WayVisitPage, way_visit_page, WAY_TYPE_RECORD_PAGE)
G_DEFINE_FINAL_TYPE (WayActionPage, way_action_page, WAY_TYPE_RECORD_PAGE)
G_DEFINE_FINAL_TYPE (WayHoldPage, way_hold_page, WAY_TYPE_RECORD_PAGE)

static WaySession *
get_session (gpointer page)
{
  return way_page_get_session (WAY_PAGE (page));
}

static const GDate *
get_today (gpointer page)
{
  return way_session_get_today (get_session (page));
}

static char *
name_setting (gpointer     page,
              const WayId *setting)
{
  return way_field_words_record (way_entity_by_name ("establishment"), setting,
                                 way_session_get_db (get_session (page)));
}

/* --- The answers of a visit --- */

static char *
say_day (const GDate *day,
         gpointer     data)
{
  return way_date_words_short (day);
}

static GtkListBox *
add_group (GtkBox     *box,
           const char *title)
{
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *list = gtk_list_box_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_box_append (box, label);
  gtk_box_append (box, list);
  return GTK_LIST_BOX (list);
}

/* What was noted, and where the file says otherwise what it says. */
static char *
say_notes (const WayCode        *question,
           const WayVisitAnswer *answer)
{
  g_autofree char *known = way_visit_words_known (question, answer, say_day, NULL);
  g_autofree char *otherwise = NULL;

  if (known == NULL || !way_visit_differs (question, answer))
    return g_strdup (answer->text);
  otherwise = g_strdup_printf (_("The file says otherwise: %s"), known);
  return answer->text != NULL ? g_strdup_printf ("%s\n%s", answer->text, otherwise)
                              : g_steal_pointer (&otherwise);
}

static void
add_answer (GtkListBox           *list,
            const WayCode        *question,
            const WayVisitAnswer *answer)
{
  g_autofree char *title = way_visit_words_question (question);
  g_autofree char *words = way_visit_words_answer (question, answer, say_day, NULL);
  g_autofree char *notes = say_notes (question, answer);

  way_list_rows_add (list, NULL, title, notes, *words != '\0' ? words : NULL);
}

static void
add_section (GtkBox          *box,
             const GPtrArray *questions,
             const GPtrArray *answers,
             const WayCode   *section)
{
  g_autofree char *title = g_strdup_printf ("%s %s", section->id, _(section->label));
  GtkListBox *list = NULL;

  for (guint i = 0; i < questions->len; i++)
    {
      const WayCode *question = g_ptr_array_index (questions, i);
      const WayVisitAnswer *answer = way_visit_find_answer (answers, question->id);

      if (answer == NULL || strcmp (way_code_get (question, "section"), section->id) != 0)
        continue;
      if (list == NULL)
        list = add_group (box, title);
      add_answer (list, question, answer);
    }
}

static void
fill_answers (WayVisitPage *self)
{
  g_autoptr(GPtrArray) answers = way_records_of (way_session_get_db (get_session (self)),
                                                 &way_visit_answer_entity, "visit",
                                                 &self->visit->id, NULL);
  GDate on = way_visit_day (self->visit, get_today (self));
  g_autoptr(GPtrArray) questions = way_visit_questions (&on, FALSE);
  g_autoptr(GPtrArray) sections = way_codes_list ("visit_section", NULL);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->answers)) != NULL)
    gtk_box_remove (GTK_BOX (self->answers), child);
  for (guint i = 0; answers != NULL && i < sections->len; i++)
    add_section (GTK_BOX (self->answers), questions, answers, g_ptr_array_index (sections, i));
}

/* --- A visit --- */

static void
show_visit_state (WayVisitPage  *self,
                  const WayCode *stage)
{
  g_autofree char *text = NULL;
  gboolean held = !way_visit_may_place (self->visit->judgement);

  if (self->visit->judgement == NULL)
    text = g_strdup (_(stage->label));
  else
    text = g_strdup_printf ("%s · %s", _(stage->label),
                            _(way_codes_label ("approval", self->visit->judgement)));
  way_record_page_set_state (WAY_RECORD_PAGE (self), text,
                             held ? "dialog-warning-symbolic" : "way-visits-symbolic", NULL);
}

static void
show_visit_step (WayVisitPage *self,
                 const char   *stage)
{
  WayRecordPage *page = WAY_RECORD_PAGE (self);
  gboolean may = !way_session_is_read_only (get_session (self));

  if (may && strcmp (stage, "planned") == 0)
    way_record_page_set_step (page, _("_Begin the Visit"), NULL, "visit.begin", NULL);
  else if (may && strcmp (stage, "started") == 0)
    way_record_page_set_step (page, _("_Go On with the Visit"), NULL, "visit.begin", NULL);
  else if (may && strcmp (stage, "signed") == 0)
    way_record_page_set_step (page, _("_Add to the Visit…"), NULL, "visit.add", NULL);
  else
    way_record_page_set_step (page, NULL, NULL, NULL, NULL);
}

static void
way_visit_page_show (WayRecordPage *page,
                     gpointer       record)
{
  WayVisitPage *self = WAY_VISIT_PAGE (page);
  g_autofree char *setting = NULL;
  g_autofree char *day = NULL;
  g_autofree char *detail = NULL;
  const WayCode *stage;
  gboolean is_planned;
  GDate on;

  WAY_RECORD_PAGE_CLASS (way_visit_page_parent_class)->show (page, record);
  way_visit_free (self->visit);
  self->visit = way_visit_copy (record);
  stage = way_visit_stage (self->visit);
  is_planned = g_str_equal (stage->id, "planned");
  on = way_visit_day (self->visit, get_today (self));
  setting = name_setting (self, &self->visit->establishment);
  day = way_date_words_day (&on, get_today (self));
  detail = g_strdup_printf ("%s · %s", _(way_codes_label ("visit_type", self->visit->kind)), day);
  way_record_page_set_name (page, setting);
  way_record_page_set_detail (page, detail);
  show_visit_state (self, stage);
  show_visit_step (self, stage->id);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "visit.move", is_planned);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "visit.cancel",
                                 is_planned || g_str_equal (stage->id, "started"));
  fill_answers (self);
}

/* The answers have a view of their own. */
static gboolean
way_visit_page_shows_related (WayRecordPage   *page,
                              const WayEntity *entity,
                              const WayField  *field)
{
  return entity != &way_visit_answer_entity;
}

/* The report; NULL, and said, where it cannot be made. */
static WaySheet *
make_report (WayVisitPage *self)
{
  WayPaperWords words = way_paper_get_words ();
  WaySession *session = get_session (self);
  g_autoptr(GError) error = NULL;
  WaySheet *sheet = way_visit_sheet_new (way_session_get_db (session), &self->visit->id,
                                         way_session_get_authority (session), get_today (self),
                                         &words, &error);

  if (sheet == NULL)
    way_page_say (WAY_PAGE (self), FALSE, NULL, error);
  return sheet;
}

static void
way_visit_page_print (WayPage *page)
{
  WayVisitPage *self = WAY_VISIT_PAGE (page);
  WaySheet *sheet = self->visit != NULL ? make_report (self) : NULL;

  if (sheet != NULL)
    way_print_sheet (GTK_WIDGET (self), sheet);
}

static void
save_report (WayVisitPage *self)
{
  WaySheet *sheet = make_report (self);

  if (sheet != NULL)
    way_print_save_pdf (GTK_WIDGET (self), sheet, _("Visit.pdf"));
}

static void
visit_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  WayVisitPage *self = WAY_VISIT_PAGE (widget);
  WayPage *page = WAY_PAGE (widget);

  if (self->visit == NULL)
    return;
  if (g_str_equal (name, "visit.begin"))
    way_visit_begin (page, &self->visit->id);
  else if (g_str_equal (name, "visit.add"))
    way_visit_ask_addendum (page, &self->visit->id);
  else if (g_str_equal (name, "visit.move"))
    way_visit_ask_move (page, self->visit);
  else if (g_str_equal (name, "visit.cancel"))
    way_visit_ask_cancel (page, self->visit);
  else if (g_str_equal (name, "visit.save-pdf"))
    save_report (self);
}

static void
way_visit_page_finalize (GObject *object)
{
  way_visit_free (WAY_VISIT_PAGE (object)->visit);

  G_OBJECT_CLASS (way_visit_page_parent_class)->finalize (object);
}

static void
way_visit_page_class_init (WayVisitPageClass *klass)
{
  static const char *const actions[] = { "visit.begin", "visit.add", "visit.move",
                                         "visit.cancel", "visit.save-pdf" };

  G_OBJECT_CLASS (klass)->finalize = way_visit_page_finalize;
  WAY_PAGE_CLASS (klass)->print = way_visit_page_print;
  WAY_RECORD_PAGE_CLASS (klass)->show = way_visit_page_show;
  WAY_RECORD_PAGE_CLASS (klass)->shows_related = way_visit_page_shows_related;
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), actions[i], NULL, visit_action);
}

static void
way_visit_page_init (WayVisitPage *self)
{
  WayRecordPage *page = WAY_RECORD_PAGE (self);

  self->answers = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  way_record_page_add_view (page, self->answers, "answers", _("Answers"), "way-visits-symbolic");
  way_record_page_add_to_menu (page, _("Save the Report as PDF…"), "visit.save-pdf");
  way_record_page_add_to_menu (page, _("Move…"), "visit.move");
  way_record_page_add_to_menu (page, _("Cancel the Visit…"), "visit.cancel");
}

/* --- An action --- */

static void
way_action_page_show (WayRecordPage *page,
                      gpointer       record)
{
  WayActionPage *self = WAY_ACTION_PAGE (page);
  WayActionState state = way_visit_action_state (record, get_today (page));
  const WayCode *code = way_action_state_code (state);
  gboolean is_open = way_visit_action_is_open (record);
  g_autofree char *setting = NULL;

  WAY_RECORD_PAGE_CLASS (way_action_page_parent_class)->show (page, record);
  way_action_free (self->action);
  self->action = way_action_copy (record);
  setting = name_setting (self, &self->action->establishment);
  way_record_page_set_detail (page, setting);
  way_record_page_set_state (page, _(code->label), way_code_get (code, "icon"),
                             state == WAY_ACTION_LATE ? "red" : NULL);
  if (is_open && !way_session_is_read_only (get_session (self)))
    way_record_page_set_step (page, _("It Is _Done…"), NULL, "action.done", NULL);
  else
    way_record_page_set_step (page, NULL, NULL, NULL, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "action.drop", is_open);
}

static void
done_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  WayActionPage *self = WAY_ACTION_PAGE (widget);

  if (self->action == NULL)
    return;
  if (g_str_equal (name, "action.done"))
    way_visit_ask_done (WAY_PAGE (self), self->action);
  else
    way_visit_ask_drop (WAY_PAGE (self), self->action);
}

static void
way_action_page_finalize (GObject *object)
{
  way_action_free (WAY_ACTION_PAGE (object)->action);

  G_OBJECT_CLASS (way_action_page_parent_class)->finalize (object);
}

static void
way_action_page_class_init (WayActionPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_action_page_finalize;
  WAY_RECORD_PAGE_CLASS (klass)->show = way_action_page_show;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "action.done", NULL, done_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "action.drop", NULL, done_action);
}

static void
way_action_page_init (WayActionPage *self)
{
  way_record_page_add_to_menu (WAY_RECORD_PAGE (self), _("Drop the Action…"), "action.drop");
}

/* --- A hold --- */

static void
way_hold_page_show (WayRecordPage *page,
                    gpointer       record)
{
  WayHoldPage *self = WAY_HOLD_PAGE (page);
  g_autofree char *setting = NULL;
  gboolean stands;

  WAY_RECORD_PAGE_CLASS (way_hold_page_parent_class)->show (page, record);
  way_placement_hold_free (self->hold);
  self->hold = way_placement_hold_copy (record);
  stands = !way_date_is_set (&self->hold->cleared);
  setting = name_setting (self, &self->hold->establishment);
  way_record_page_set_name (page, setting);
  way_record_page_set_detail (page, _(way_codes_label ("hold_reason", self->hold->reason)));
  way_record_page_set_state (page, stands ? _("New placements are held") : _("Cleared"),
                             stands ? "dialog-warning-symbolic" : "way-done-symbolic", NULL);
  if (stands && !way_session_is_read_only (get_session (self)))
    way_record_page_set_step (page, _("_Clear the Hold…"), NULL, "hold.clear", NULL);
  else
    way_record_page_set_step (page, NULL, NULL, NULL, NULL);
}

static void
clear_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  WayHoldPage *self = WAY_HOLD_PAGE (widget);

  if (self->hold != NULL)
    way_visit_ask_clear (WAY_PAGE (self), self->hold);
}

static void
way_hold_page_finalize (GObject *object)
{
  way_placement_hold_free (WAY_HOLD_PAGE (object)->hold);

  G_OBJECT_CLASS (way_hold_page_parent_class)->finalize (object);
}

static void
way_hold_page_class_init (WayHoldPageClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_hold_page_finalize;
  WAY_RECORD_PAGE_CLASS (klass)->show = way_hold_page_show;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "hold.clear", NULL, clear_action);
}

static void
way_hold_page_init (WayHoldPage *self)
{
}
