/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One editor for each kind of field.  To give a kind another editor, change
 * its row in the table at the end. */
#include "way-field-editor.h"

#include <glib/gi18n.h>

#include "way-code-choice.h"
#include "way-code-checks.h"
#include "way-date-entry.h"
#include "way-record-entry.h"
#include "way-week-grid.h"

/* Longest text that an editor takes; a field's own bound is checked as it is
 * typed, so that nobody's paste is cut without a word. */
#define MOST_CHARACTERS 20000

typedef void (*MakeFunc) (WayFieldEditor *editor,
                          const WayField *field,
                          WaySession     *session);

static char *
dup_editable_text (GtkWidget *widget)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (widget))));
}

static void
set_editable_text (GtkWidget  *widget,
                   const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (widget), text);
}

static void
make_entry (WayFieldEditor *editor,
            const WayField *field,
            WaySession     *session)
{
  editor->widget = gtk_entry_new ();
  gtk_entry_set_max_length (GTK_ENTRY (editor->widget), MOST_CHARACTERS);
  gtk_editable_set_width_chars (GTK_EDITABLE (editor->widget), 14);
  gtk_widget_set_hexpand (editor->widget, TRUE);
  editor->dup_text = dup_editable_text;
  editor->set_text = set_editable_text;
  editor->signal = "changed";
}

static void
make_number (WayFieldEditor *editor,
             const WayField *field,
             WaySession     *session)
{
  make_entry (editor, field, session);
  gtk_widget_set_halign (editor->widget, GTK_ALIGN_END);
  gtk_editable_set_width_chars (GTK_EDITABLE (editor->widget), 10);
  gtk_editable_set_alignment (GTK_EDITABLE (editor->widget), 1);
  gtk_entry_set_input_purpose (GTK_ENTRY (editor->widget), GTK_INPUT_PURPOSE_NUMBER);
  gtk_widget_add_css_class (editor->widget, "numeric");
}

static void
make_money (WayFieldEditor *editor,
            const WayField *field,
            WaySession     *session)
{
  make_number (editor, field, session);
  /* Translators: what an empty entry for money shows. */
  gtk_entry_set_placeholder_text (GTK_ENTRY (editor->widget), _("£0.00"));
}

static char *
dup_buffer_text (GtkWidget *widget)
{
  GtkTextBuffer *buffer = g_object_get_data (G_OBJECT (widget), "buffer");
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
set_buffer_text (GtkWidget  *widget,
                 const char *text)
{
  gtk_text_buffer_set_text (g_object_get_data (G_OBJECT (widget), "buffer"), text, -1);
}

static void
make_text_area (WayFieldEditor *editor,
                const WayField *field,
                WaySession     *session)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view = gtk_text_view_new ();
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  /* Tab goes on to the next field; who wants a tab in a text is rare. */
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 72);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 240);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  /* The text takes the focus, not what it scrolls in. */
  gtk_widget_set_focusable (scroller, FALSE);
  gtk_widget_add_css_class (scroller, "text-area");
  gtk_widget_set_hexpand (scroller, TRUE);
  g_object_set_data (G_OBJECT (scroller), "buffer", buffer);

  editor->widget = scroller;
  editor->focus = view;
  editor->below = TRUE;
  editor->dup_text = dup_buffer_text;
  editor->set_text = set_buffer_text;
  editor->emitter = buffer;
  editor->signal = "changed";
}

static char *
dup_choice_text (GtkWidget *widget)
{
  return g_strdup (way_code_choice_get_code (WAY_CODE_CHOICE (widget)));
}

static void
set_choice_text (GtkWidget  *widget,
                 const char *text)
{
  way_code_choice_set_code (WAY_CODE_CHOICE (widget), text);
}

static void
make_choice_of (WayFieldEditor *editor,
                const char     *set,
                WaySession     *session)
{
  editor->widget = way_code_choice_new (set, way_session_get_today (session));
  editor->focus = gtk_widget_get_first_child (editor->widget);
  gtk_widget_set_hexpand (editor->widget, TRUE);
  editor->dup_text = dup_choice_text;
  editor->set_text = set_choice_text;
  editor->signal = "changed";
}

static void
make_choice (WayFieldEditor *editor,
             const WayField *field,
             WaySession     *session)
{
  make_choice_of (editor, field->set, session);
}

static char *
dup_checks_text (GtkWidget *widget)
{
  return way_code_checks_dup_codes (WAY_CODE_CHECKS (widget));
}

static void
set_checks_text (GtkWidget  *widget,
                 const char *text)
{
  way_code_checks_set_codes (WAY_CODE_CHECKS (widget), text);
}

static char *
dup_week_text (GtkWidget *widget)
{
  return way_week_grid_dup_codes (WAY_WEEK_GRID (widget));
}

static void
set_week_text (GtkWidget  *widget,
               const char *text)
{
  way_week_grid_set_codes (WAY_WEEK_GRID (widget), text);
}

static void
make_week (WayFieldEditor *editor)
{
  editor->widget = way_week_grid_new ();
  editor->below = TRUE;
  editor->dup_text = dup_week_text;
  editor->set_text = set_week_text;
  editor->signal = "changed";
}

static void
make_checks (WayFieldEditor *editor,
             const WayField *field,
             WaySession     *session)
{
  /* Half days of a week are read as a week. */
  if (g_str_equal (field->set, "session_slot"))
    {
      make_week (editor);
      return;
    }

  editor->widget = way_code_checks_new (field->set, way_session_get_today (session));
  editor->below = TRUE;
  editor->dup_text = dup_checks_text;
  editor->set_text = set_checks_text;
  editor->signal = "changed";
}

static char *
dup_day_text (GtkWidget *widget)
{
  GDate day;

  if (!way_date_entry_get_day (WAY_DATE_ENTRY (widget), &day))
    return g_strdup (way_date_entry_get_text (WAY_DATE_ENTRY (widget)));
  return way_date_to_iso (&day);
}

static void
set_day_text (GtkWidget  *widget,
              const char *text)
{
  GDate day;

  if (*text == '\0' || way_date_parse (text, &day))
    {
      day = *text == '\0' ? way_date_none () : day;
      way_date_entry_set_day (WAY_DATE_ENTRY (widget), &day);
    }
  else
    {
      way_date_entry_set_text (WAY_DATE_ENTRY (widget), text);
    }
}

static void
make_day (WayFieldEditor *editor,
          const WayField *field,
          WaySession     *session)
{
  editor->widget = way_date_entry_new ();
  editor->focus = gtk_widget_get_first_child (editor->widget);
  gtk_widget_set_hexpand (editor->widget, TRUE);
  gtk_widget_set_halign (editor->widget, GTK_ALIGN_END);
  way_date_entry_set_today (WAY_DATE_ENTRY (editor->widget), way_session_get_today (session));
  editor->dup_text = dup_day_text;
  editor->set_text = set_day_text;
  editor->signal = "changed";
}

/* Not said is not the same as no: a switch that nobody touched says nothing.  What
 * must be said is asked as a choice, so that "no" is as near as "yes". */
static char *
dup_switch_text (GtkWidget *widget)
{
  if (gtk_switch_get_active (GTK_SWITCH (widget)))
    return g_strdup ("yes");
  return g_strdup (g_object_get_data (G_OBJECT (widget), "said") != NULL ? "no" : "");
}

static void
switched_cb (GtkWidget *widget)
{
  g_object_set_data (G_OBJECT (widget), "said", GINT_TO_POINTER (TRUE));
}

static void
set_switch_text (GtkWidget  *widget,
                 const char *text)
{
  gtk_switch_set_active (GTK_SWITCH (widget), g_str_equal (text, "yes"));
  g_object_set_data (G_OBJECT (widget), "said", GINT_TO_POINTER (*text != '\0'));
}

static void
make_switch (WayFieldEditor *editor,
             const WayField *field,
             WaySession     *session)
{
  if ((field->flags & WAY_FIELD_REQUIRED) != 0)
    {
      make_choice_of (editor, "yes_no", session);
      return;
    }
  editor->widget = gtk_switch_new ();
  gtk_widget_set_hexpand (editor->widget, TRUE);
  gtk_widget_set_halign (editor->widget, GTK_ALIGN_END);
  g_signal_connect (editor->widget, "notify::active", G_CALLBACK (switched_cb), NULL);
  editor->dup_text = dup_switch_text;
  editor->set_text = set_switch_text;
  editor->signal = "notify::active";
}

static char *
dup_record_text (GtkWidget *widget)
{
  return way_record_entry_dup_text (WAY_RECORD_ENTRY (widget));
}

static void
set_record_text (GtkWidget  *widget,
                 const char *text)
{
  way_record_entry_set_text (WAY_RECORD_ENTRY (widget), text);
}

static void
make_record (WayFieldEditor *editor,
             const WayField *field,
             WaySession     *session)
{
  editor->widget = way_record_entry_new (way_entity_by_name (field->set), session);
  editor->focus = gtk_widget_get_first_child (editor->widget);
  gtk_widget_set_hexpand (editor->widget, TRUE);
  editor->dup_text = dup_record_text;
  editor->set_text = set_record_text;
  editor->signal = "changed";
}

static const MakeFunc makers[] = {
  [WAY_KIND_ID] = make_entry,
  [WAY_KIND_REFERENCE] = make_record,
  [WAY_KIND_TEXT] = make_entry,
  [WAY_KIND_LONG_TEXT] = make_text_area,
  [WAY_KIND_CODE] = make_choice,
  [WAY_KIND_CODES] = make_checks,
  [WAY_KIND_DATE] = make_day,
  [WAY_KIND_INTEGER] = make_number,
  [WAY_KIND_MONEY] = make_money,
  [WAY_KIND_BOOLEAN] = make_switch,
};

WayFieldEditor
way_field_editor_new (const WayField *field,
                      WaySession     *session)
{
  WayFieldEditor editor = { NULL };

  g_assert (field->kind < G_N_ELEMENTS (makers));
  makers[field->kind] (&editor, field, session);
  if (editor.focus == NULL)
    editor.focus = editor.widget;
  if (editor.emitter == NULL)
    editor.emitter = editor.widget;
  gtk_widget_set_valign (editor.widget, editor.below ? GTK_ALIGN_FILL : GTK_ALIGN_CENTER);
  return editor;
}
