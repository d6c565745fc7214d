/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters of a record.  What a letter says comes from its template by the
 * service; here it is looked over, and what is missing stands above it. */
#include "way-letter-list.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-letter-sheet.h"
#include "way-letters.h"
#include "way-list-rows.h"
#include "way-page-ask.h"
#include "way-paper.h"
#include "way-print.h"

struct _WayLetterList
{
  GtkBox         parent_instance;

  WayPage       *page;      /* lent: it holds this */
  const char    *about;
  WayId          subject;

  /* Template children */
  GtkMenuButton *write_button;
  GtkListBox    *list;
  GtkWidget     *nothing;
};

G_DEFINE_FINAL_TYPE (WayLetterList, way_letter_list, GTK_TYPE_BOX)

static const char *
translate (const char *msgid)
{
  return _(msgid);
}

static const WayLetterWords words = { translate, way_date_words_long };

static WaySession *
get_session (WayLetterList *self)
{
  return way_page_get_session (self->page);
}

/* --- Writing --- */

static gboolean
save_letter (WayAct    *act,
             gpointer   record,
             gpointer   data,
             GError   **error)
{
  return way_letters_write (act, record, error);
}

/* "Missing: the child’s address, the first day." */
static char *
say_missing (const WayLetterPlan *plan)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < plan->missing->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " · " : "",
                            _(((const WayCode *) g_ptr_array_index (plan->missing, i))->label));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
open_letter (WayLetterList       *self,
             const WayLetterPlan *plan)
{
  const char *title = _(way_codes_label ("letter_template", plan->letter->template));
  WayRecordAsk what = {
    .entity = &way_letter_entity,
    .record = plan->letter,
    .is_new = TRUE,
    .title = title,
    .verb = _("_Write It"),
    .save = save_letter,
  };
  WayRecordDialog *dialog = way_page_ask (self->page, &what, &self->subject, _("Letter written"));

  if (plan->missing->len > 0)
    {
      g_autofree char *missing = say_missing (plan);

      way_page_explain (dialog, _("Missing"), missing);
    }
}

static void
write_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayLetterList *self = WAY_LETTER_LIST (widget);
  WaySession *session = get_session (self);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), &error);
  g_autoptr(WayLetterPlan) plan = NULL;

  if (facts != NULL)
    plan = way_letters_plan (facts, g_variant_get_string (parameter, NULL), &self->subject,
                             way_session_get_today (session), &words, &error);
  if (plan == NULL)
    way_page_say (self->page, FALSE, NULL, error);
  else
    open_letter (self, plan);
}

/* --- Sending --- */

static gboolean
save_sent (WayAct    *act,
           gpointer   record,
           gpointer   data,
           GError   **error)
{
  const WayLetter *letter = record;

  return way_letters_send (act, data, &letter->sent, letter->how, error);
}

/* The letter that an action names, or NULL. */
static WayLetter *
get_letter (WayLetterList *self,
            GVariant      *parameter)
{
  WayId id;

  return way_id_parse (g_variant_get_string (parameter, NULL), &id)
           ? way_records_get (way_session_get_db (get_session (self)), &way_letter_entity, &id, NULL)
           : NULL;
}

static void
pdf_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  WayLetterList *self = WAY_LETTER_LIST (widget);
  g_autoptr(WayLetter) letter = get_letter (self, parameter);
  WayPaperWords paper = way_paper_get_words ();
  g_autofree char *name = NULL;

  if (letter == NULL)
    return;
  name = g_strdup_printf ("%s.pdf", _(way_codes_label ("letter_template", letter->template)));
  way_print_save_pdf (widget,
                      way_letter_sheet_new (letter, way_session_get_authority (get_session (self)),
                                            &paper),
                      name);
}

static void
sent_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayLetterList *self = WAY_LETTER_LIST (widget);
  g_autoptr(WayLetter) letter = get_letter (self, parameter);
  WayRecordAsk what = {
    .entity = &way_letter_entity,
    .form = "letter-send",
    .title = _("The Letter Was Sent"),
    .save = save_sent,
  };

  if (letter == NULL)
    return;
  letter->sent = *way_session_get_today (get_session (self));
  letter->how = g_strdup ("email");
  what.record = letter;
  way_page_ask (self->page, &what, &letter->id, _("Noted as sent"));
}

/* --- The list --- */

static void
add_act (GMenu           *menu,
         const char      *label,
         const char      *action,
         const WayLetter *letter)
{
  g_autofree char *id = way_id_to_string (&letter->id);

  way_list_rows_add_act (menu, label, action, g_variant_new_string (id));
}

static char *
say_sent (const WayLetter *letter,
          const GDate     *today)
{
  g_autofree char *day = NULL;

  if (!way_date_is_set (&letter->sent))
    return g_strdup (_("not sent yet"));
  day = way_date_words_day (&letter->sent, today);
  /* Translators: how and when a letter was sent: “By post, Thu 12 Nov”. */
  return g_strdup_printf (_("%s, %s"), _(way_codes_label ("letter_how", letter->how)), day);
}

static void
add_letter (WayLetterList   *self,
            const WayLetter *letter)
{
  const GDate *today = way_session_get_today (get_session (self));
  const char *title = _(way_codes_label ("letter_template", letter->template));
  g_autofree char *day = way_date_words_day (&letter->made, today);
  g_autofree char *text = g_strdup_printf (_("To %s, written on %s"), letter->recipient, day);
  g_autofree char *sent = say_sent (letter, today);
  GtkWidget *row = way_list_rows_add (self->list, "mail-unread-symbolic", title, text, sent);
  g_autoptr(GMenu) menu = g_menu_new ();

  add_act (menu, _("Save as _PDF…"), "letter.pdf", letter);
  if (!way_date_is_set (&letter->sent) && !way_session_is_read_only (get_session (self)))
    add_act (menu, _("It Was _Sent…"), "letter.sent", letter);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), way_list_rows_make_more (menu, title));
}

static void
fill_menu (WayLetterList *self)
{
  g_autoptr(GPtrArray) templates = way_codes_list ("letter_template",
                                                   way_session_get_today (get_session (self)));
  g_autoptr(GMenu) menu = g_menu_new ();

  for (guint i = 0; i < templates->len; i++)
    {
      const WayCode *template = g_ptr_array_index (templates, i);

      if (way_code_allows (template, "about", self->about))
        way_list_rows_add_act (menu, _(template->label), "letter.write",
                               g_variant_new_string (template->id));
    }
  gtk_menu_button_set_menu_model (self->write_button, G_MENU_MODEL (menu));
}

void
way_letter_list_show (WayLetterList *self,
                      WayPage       *page,
                      const char    *about,
                      const WayId   *subject)
{
  g_autoptr(GPtrArray) letters = NULL;
  guint n;

  self->page = page;
  self->about = about;
  self->subject = *subject;
  letters = way_letters_of (way_session_get_db (get_session (self)), about, subject, NULL);
  n = letters != NULL ? letters->len : 0;
  way_list_rows_clear (self->list);
  for (guint i = 0; i < n; i++)
    add_letter (self, g_ptr_array_index (letters, i));
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
  gtk_widget_set_visible (self->nothing, n == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->write_button),
                          !way_session_is_read_only (get_session (self)));
  fill_menu (self);
}

static void
way_letter_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_LETTER_LIST);

  G_OBJECT_CLASS (way_letter_list_parent_class)->dispose (object);
}

static void
way_letter_list_class_init (WayLetterListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_letter_list_dispose;
  gtk_widget_class_install_action (widget_class, "letter.write", "s", write_action);
  gtk_widget_class_install_action (widget_class, "letter.pdf", "s", pdf_action);
  gtk_widget_class_install_action (widget_class, "letter.sent", "s", sent_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/letter-list.ui");
  gtk_widget_class_bind_template_child (widget_class, WayLetterList, write_button);
  gtk_widget_class_bind_template_child (widget_class, WayLetterList, list);
  gtk_widget_class_bind_template_child (widget_class, WayLetterList, nothing);
}

static void
way_letter_list_init (WayLetterList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
