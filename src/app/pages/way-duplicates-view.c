/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is recorded twice, and what a person says to it. */
#include "way-duplicates-view.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-columns.h"
#include "way-duplicate-card.h"
#include "way-empty-state.h"
#include "way-error-text.h"

struct _WayDuplicatesView
{
  GtkBox      parent_instance;

  WayPage    *page;          /* not owned: this is part of it */

  /* Template children */
  GtkStack   *stack;
  GtkWidget  *suspect_box;
  GtkButton  *sure_button;
  WayColumns *suspects;
  GtkWidget  *joined_box;
  WayColumns *joined;
};

G_DEFINE_FINAL_TYPE (WayDuplicatesView, way_duplicates_view, GTK_TYPE_BOX)

/* --- Acts --- */

static void
say (WayDuplicatesView *self,
     gboolean           done,
     const char        *words,
     const GError      *error)
{
  g_autofree char *text = done ? g_strdup (words) : way_error_text (error);

  way_page_toast (self->page, text, done);
}

static void
join_cb (WayDuplicatesView *self,
         WayDuplicateCard  *card)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (way_page_get_session (self->page), &who);
  g_autoptr(GError) error = NULL;
  gboolean done = way_duplicates_join (&act, way_duplicate_card_get_one (card),
                                       way_duplicate_card_get_other (card), &error);

  say (self, done, _("Joined: all that is recorded of the child is read together"), error);
}

static void
part_cb (WayDuplicatesView *self,
         WayDuplicateCard  *card)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (way_page_get_session (self->page), &who);
  g_autoptr(GError) error = NULL;
  gboolean done = way_duplicates_part (&act, way_duplicate_card_get_other (card), &error);

  say (self, done, _("Taken apart: two children again"), error);
}

static void
sure_clicked_cb (WayDuplicatesView *self)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (way_page_get_session (self->page), &who);
  g_autoptr(GError) error = NULL;
  guint n = 0;
  gboolean done = way_duplicates_join_sure (&act, &n, &error);
  g_autofree char *words = g_strdup_printf (ngettext ("Joined %u pair", "Joined %u pairs", n), n);

  say (self, done, words, error);
}

static void
open_cb (WayDuplicatesView *self,
         gboolean           second,
         WayDuplicateCard  *card)
{
  way_page_open_record (self->page, "pupil", second ? way_duplicate_card_get_other (card)
                                                    : way_duplicate_card_get_one (card));
}

/* --- What is shown --- */

static void
add_cards (WayDuplicatesView *self,
           const GPtrArray   *found,
           gboolean           joined)
{
  WaySession *session = way_page_get_session (self->page);
  WayColumns *columns = joined ? self->joined : self->suspects;

  way_columns_clear (columns);
  for (guint i = 0; i < found->len; i++)
    {
      GtkWidget *card = way_duplicate_card_new (way_session_get_db (session),
                                                g_ptr_array_index (found, i), joined);

      g_signal_connect_object (card, "act", G_CALLBACK (joined ? part_cb : join_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (card, "open", G_CALLBACK (open_cb), self, G_CONNECT_SWAPPED);
      way_columns_append (columns, card);
    }
}

static guint
count_sure (const GPtrArray *found)
{
  guint n = 0;

  for (guint i = 0; i < found->len; i++)
    n += way_code_is (((WayDuplicate *) g_ptr_array_index (found, i))->ground, "sure");
  return n;
}

static void
show_sure (WayDuplicatesView *self,
           guint              n)
{
  g_autofree char *words = g_strdup_printf (ngettext ("Join the %u That Is Sure",
                                                      "Join All %u That Are Sure", n), n);

  gtk_button_set_label (self->sure_button, words);
  gtk_widget_set_visible (GTK_WIDGET (self->sure_button), n > 1);
}

/* The button that was pressed goes with its card; the focus stays here. */
static gboolean
has_focus (WayDuplicatesView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* A new card takes the focus once it has its place: in the next frame. */
static gboolean
focus_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  return gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD) ? G_SOURCE_REMOVE
                                                              : G_SOURCE_CONTINUE;
}

gboolean
way_duplicates_view_show (WayDuplicatesView  *self,
                          WayPage            *page,
                          guint              *n,
                          GError            **error)
{
  WayDb *db = way_session_get_db (way_page_get_session (page));
  g_autoptr(GPtrArray) found = way_duplicates_list (db, error);
  g_autoptr(GPtrArray) joined = found != NULL ? way_duplicates_joined (db, error) : NULL;
  gboolean had_focus;
  GtkWidget *card;

  g_return_val_if_fail (WAY_IS_DUPLICATES_VIEW (self), FALSE);

  if (joined == NULL)
    return FALSE;
  self->page = page;
  had_focus = has_focus (self);
  add_cards (self, found, FALSE);
  add_cards (self, joined, TRUE);
  show_sure (self, count_sure (found));
  gtk_widget_set_visible (self->suspect_box, found->len > 0);
  gtk_widget_set_visible (self->joined_box, joined->len > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->stack),
                            !way_session_is_read_only (way_page_get_session (page)));
  gtk_stack_set_visible_child_name (self->stack, found->len + joined->len > 0 ? "cards" : "none");
  card = gtk_widget_get_first_child (GTK_WIDGET (found->len > 0 ? self->suspects
                                                               : self->joined));
  if (had_focus && card != NULL)
    gtk_widget_add_tick_callback (card, focus_cb, NULL, NULL);
  *n = found->len;
  return TRUE;
}

static void
way_duplicates_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_DUPLICATES_VIEW);

  G_OBJECT_CLASS (way_duplicates_view_parent_class)->dispose (object);
}

static void
way_duplicates_view_class_init (WayDuplicatesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_duplicates_view_dispose;

  g_type_ensure (WAY_TYPE_COLUMNS);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/duplicates-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayDuplicatesView, stack);
  gtk_widget_class_bind_template_child (widget_class, WayDuplicatesView, suspect_box);
  gtk_widget_class_bind_template_child (widget_class, WayDuplicatesView, sure_button);
  gtk_widget_class_bind_template_child (widget_class, WayDuplicatesView, suspects);
  gtk_widget_class_bind_template_child (widget_class, WayDuplicatesView, joined_box);
  gtk_widget_class_bind_template_child (widget_class, WayDuplicatesView, joined);
  gtk_widget_class_bind_template_callback (widget_class, sure_clicked_cb);
}

static void
way_duplicates_view_init (WayDuplicatesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
way_duplicates_view_new (void)
{
  return g_object_new (WAY_TYPE_DUPLICATES_VIEW, NULL);
}
