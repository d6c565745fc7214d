/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A form that a page opens, and what the page says afterwards. */
#include "way-page-ask.h"

#include "way-error-text.h"

/* What an open dialog acts on; ends with it. */
typedef struct
{
  WayPage *page;      /* lent; NULL once it is gone */
  WayId    subject;
  char    *done;      /* the toast */
} Ask;

static void
ask_free (Ask *ask)
{
  if (ask->page != NULL)
    g_object_remove_weak_pointer (G_OBJECT (ask->page), (gpointer *) &ask->page);
  g_free (ask->done);
  g_free (ask);
}

static void
saved_cb (Ask *ask)
{
  if (ask->page != NULL)
    way_page_toast (ask->page, ask->done, TRUE);
}

WayRecordDialog *
way_page_ask (WayPage            *page,
              const WayRecordAsk *what,
              const WayId        *subject,
              const char         *done)
{
  Ask *ask = g_new0 (Ask, 1);
  WayRecordAsk with_subject = *what;
  WayRecordDialog *dialog;

  ask->page = page;
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &ask->page);
  ask->subject = *subject;
  ask->done = g_strdup (done);
  with_subject.data = &ask->subject;
  dialog = way_record_dialog_open (GTK_WIDGET (page), way_page_get_session (page), &with_subject);
  g_object_set_data_full (G_OBJECT (dialog), "ask", ask, (GDestroyNotify) ask_free);
  g_signal_connect_swapped (dialog, "saved", G_CALLBACK (saved_cb), ask);
  return dialog;
}

static AdwPreferencesGroup *
find_group (GtkWidget *widget)
{
  if (ADW_IS_PREFERENCES_GROUP (widget))
    return ADW_PREFERENCES_GROUP (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AdwPreferencesGroup *group = find_group (child);

      if (group != NULL)
        return group;
    }
  return NULL;
}

void
way_page_explain (WayRecordDialog *dialog,
                  const char      *title,
                  const char      *text)
{
  AdwPreferencesGroup *group = find_group (GTK_WIDGET (way_record_dialog_get_form (dialog)));

  g_return_if_fail (group != NULL);

  adw_preferences_group_set_title (group, title);
  adw_preferences_group_set_description (group, text);
}

void
way_page_say (WayPage      *page,
              gboolean      done,
              const char   *done_text,
              const GError *error)
{
  g_autofree char *text = NULL;

  if (done)
    {
      way_page_toast (page, done_text, TRUE);
      return;
    }
  text = way_error_text (error);
  way_page_toast (page, text, FALSE);
}
