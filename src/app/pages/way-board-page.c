/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-board-page.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-board-sheet.h"
#include "way-bodies.h"
#include "way-codes.h"
#include "way-date-words.h"
#include "way-empty-state.h"
#include "way-error-text.h"
#include "way-page-ask.h"
#include "way-paper.h"
#include "way-print.h"
#include "way-save-file.h"
#include "way-school-periods.h"
#include "way-directory.h"
#include "way-sheet-draw.h"

#define TERMS_OFFERED 6

struct _WayBoardPage
{
  WayPage              parent_instance;

  GPtrArray           *terms;         /* char *, the latest first */
  GPtrArray           *rows;          /* GtkWidget *, those of the two groups */
  gboolean             filling;

  /* Template children */
  AdwComboRow         *term_row;
  GtkButton           *make_button;
  AdwPreferencesGroup *comment_group;
  AdwPreferencesGroup *kept_group;
};

G_DEFINE_FINAL_TYPE (WayBoardPage, way_board_page, WAY_TYPE_PAGE)

static WaySession *
get_session (WayBoardPage *self)
{
  return way_page_get_session (WAY_PAGE (self));
}

static WayDb *
get_db (WayBoardPage *self)
{
  return way_session_get_db (get_session (self));
}

static const char *
get_term (WayBoardPage *self)
{
  guint selected = adw_combo_row_get_selected (self->term_row);

  return selected < self->terms->len ? g_ptr_array_index (self->terms, selected) : NULL;
}

/* --- Terms --- */

static gboolean
list_terms (WayBoardPage  *self,
            GError       **error)
{
  GDate day = *way_session_get_today (get_session (self));

  g_ptr_array_set_size (self->terms, 0);
  while (self->terms->len < TERMS_OFFERED)
    {
      g_autofree char *term = way_board_term_of (get_db (self), &day, error);

      if (term == NULL)
        return FALSE;
      if (self->terms->len == 0 ||
          !g_str_equal (g_ptr_array_index (self->terms, self->terms->len - 1), term))
        g_ptr_array_add (self->terms, g_steal_pointer (&term));
      day = way_date_add_days (&day, -28);
    }
  return TRUE;
}

static gboolean
fill_terms (WayBoardPage  *self,
            GError       **error)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = adw_combo_row_get_selected (self->term_row);

  if (!list_terms (self, error))
    return FALSE;
  for (guint i = 0; i < self->terms->len; i++)
    gtk_string_list_take (names, way_board_term_words (g_ptr_array_index (self->terms, i),
                                                       way_chart_gettext));
  self->filling = TRUE;
  adw_combo_row_set_model (self->term_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->term_row,
                              selected < self->terms->len ? selected : 0);
  self->filling = FALSE;
  return TRUE;
}

static void
term_chosen_cb (WayBoardPage *self)
{
  if (!self->filling)
    way_page_refresh (WAY_PAGE (self));
}

/* --- Making --- */

static WaySheet *
make_sheet (WayBoardPage  *self,
            GError       **error)
{
  WayPaperWords words = way_paper_get_words ();
  WayBoardAsk ask = { .term = get_term (self), .today = *way_session_get_today (get_session (self)),
                      .words = &words, .translate = way_chart_gettext };

  return way_board_sheet_new (get_db (self), &ask, error);
}

/* What was given out is kept, so that it can be given out again as it was. */
static GBytes *
make_pack (const char  *path,
           gpointer     data,
           GError     **error)
{
  WayBoardPage *self = data;
  g_autoptr(WaySheet) sheet = make_sheet (self, error);
  g_autoptr(GBytes) pdf = sheet != NULL ? way_sheet_to_pdf (sheet, error) : NULL;
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (get_session (self), &who);

  if (pdf == NULL || (!way_session_is_read_only (get_session (self)) &&
                      !way_board_keep (&act, get_term (self), pdf, error)))
    return NULL;
  return g_steal_pointer (&pdf);
}

static void
save (WayBoardPage   *self,
      const char     *name,
      WaySaveFunc     make,
      gpointer        data,
      GDestroyNotify  free_data)
{
  static const char *const patterns[] = { "*.pdf", NULL };
  WaySaveAsk ask = {
    .title = _("Save the Board Pack"), .name = name, .files = _("PDF"), .patterns = patterns,
    .done = _("Board pack saved"), .make = make, .data = data, .free_data = free_data,
  };

  way_save_file (GTK_WIDGET (self), &ask);
}

static char *
name_file (const char *term)
{
  return g_strdup_printf ("%s %s.pdf", _("Board pack"), term);
}

static void
make_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  WayBoardPage *self = WAY_BOARD_PAGE (widget);
  g_autofree char *file = name_file (get_term (self));

  save (self, file, make_pack, g_object_ref (self), g_object_unref);
}

static void
way_board_page_print (WayPage *page)
{
  g_autoptr(GError) error = NULL;
  WaySheet *sheet = make_sheet (WAY_BOARD_PAGE (page), &error);
  g_autofree char *text = NULL;

  if (sheet != NULL)
    {
      way_print_sheet (GTK_WIDGET (page), sheet);
      return;
    }
  text = way_error_text (error);
  way_page_toast (page, text, FALSE);
}

/* --- Commentary --- */

static WayCommentary *
find_comment (GPtrArray  *all,
              const char *term,
              const char *section)
{
  for (guint i = 0; i < all->len; i++)
    {
      WayCommentary *one = g_ptr_array_index (all, i);

      if (g_strcmp0 (one->term, term) == 0 && g_strcmp0 (one->section, section) == 0)
        return one;
    }
  return NULL;
}

static void
comment_activated_cb (WayBoardPage *self,
                      AdwActionRow *row)
{
  const char *section = g_object_get_data (G_OBJECT (row), "section");
  g_autoptr(GPtrArray) all = way_records_list (get_db (self), &way_commentary_entity, NULL, NULL,
                                               NULL);
  const WayCommentary *found = all != NULL ? find_comment (all, get_term (self), section) : NULL;
  g_autoptr(WayCommentary) comment = found != NULL ? way_commentary_copy (found)
                                                   : way_commentary_new ();
  WayRecordAsk what = {
    .entity = &way_commentary_entity, .record = comment, .is_new = found == NULL,
    .title = _(way_codes_label ("board_section", section)),
    .edit_name = "Write a commentary for the board pack",
  };

  if (found == NULL)
    {
      way_record_start (&way_commentary_entity, comment);
      comment->term = g_strdup (get_term (self));
      comment->section = g_strdup (section);
      comment->by = way_session_dup_user (get_session (self));
      comment->date = *way_session_get_today (get_session (self));
    }
  way_page_ask (WAY_PAGE (self), &what, &comment->id, _("Commentary written"));
}

static GtkWidget *
add_row (WayBoardPage        *self,
         AdwPreferencesGroup *group,
         const char          *title,
         const char          *subtitle,
         const char          *icon)
{
  GtkWidget *row = adw_action_row_new ();

  g_object_set (row, "use-markup", FALSE, NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static gboolean
fill_comments (WayBoardPage  *self,
               GError       **error)
{
  g_autoptr(GPtrArray) all = way_records_list (get_db (self), &way_commentary_entity, NULL, NULL,
                                               error);
  g_autoptr(GPtrArray) sections = way_codes_list ("board_section", NULL);

  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < sections->len; i++)
    {
      const WayCode *section = g_ptr_array_index (sections, i);
      const WayCommentary *found = find_comment (all, get_term (self), section->id);
      GtkWidget *row = add_row (self, self->comment_group, _(section->label),
                                found != NULL ? found->text : _("Nothing said yet"),
                                "document-edit-symbolic");

      g_object_set_data (G_OBJECT (row), "section", (gpointer) section->id);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row),
                                        !way_session_is_read_only (get_session (self)));
      g_signal_connect_object (row, "activated", G_CALLBACK (comment_activated_cb), self,
                               G_CONNECT_SWAPPED);
    }
  return TRUE;
}

/* --- Packs that were given out --- */

typedef struct
{
  WayBoardPage *page;
  char         *digest;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_object_unref (kept->page);
  g_free (kept->digest);
  g_free (kept);
}

static GBytes *
take_kept (const char  *path,
           gpointer     data,
           GError     **error)
{
  Kept *kept = data;
  GBytes *pdf = way_bodies_get (get_db (kept->page), kept->digest, error);

  if (pdf == NULL && (error == NULL || *error == NULL))
    g_set_error_literal (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND,
                         "This copy does not hold the bytes of that pack.");
  return pdf;
}

static void
kept_activated_cb (WayBoardPage *self,
                   AdwActionRow *row)
{
  const WayBoardPack *pack = g_object_get_data (G_OBJECT (row), "pack");
  g_autofree char *file = name_file (pack->term);
  Kept *kept = g_new0 (Kept, 1);

  kept->page = g_object_ref (self);
  kept->digest = g_strdup (pack->digest);
  save (self, file, take_kept, kept, kept_free);
}

static gboolean
fill_kept (WayBoardPage  *self,
           GError       **error)
{
  g_autoptr(GPtrArray) all = way_records_list (get_db (self), &way_board_pack_entity, NULL, NULL,
                                               error);

  if (all == NULL)
    return FALSE;
  for (guint i = all->len; i > 0; i--)
    {
      const WayBoardPack *pack = g_ptr_array_index (all, i - 1);
      g_autofree char *term = way_board_term_words (pack->term, way_chart_gettext);
      g_autofree char *day = way_date_words_long (&pack->made);
      GtkWidget *row = add_row (self, self->kept_group, term, day, "document-save-symbolic");

      g_object_set_data_full (G_OBJECT (row), "pack", way_board_pack_copy (pack),
                              (GDestroyNotify) way_board_pack_free);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_object (row, "activated", G_CALLBACK (kept_activated_cb), self,
                               G_CONNECT_SWAPPED);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->kept_group), all->len > 0);
  return TRUE;
}

/* --- The page --- */

static void
clear_rows (WayBoardPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
way_board_page_refresh (WayPage *page)
{
  WayBoardPage *self = WAY_BOARD_PAGE (page);
  g_autoptr(GError) error = NULL;
  gint64 n_settings = 0;

  if (!way_records_count (get_db (self), &way_provision_entity, &n_settings, &error))
    {
      way_page_show_failed (page, error);
      return;
    }
  if (n_settings == 0)
    {
      way_page_show_empty (page);
      return;
    }
  clear_rows (self);
  if (!fill_terms (self, &error) || !fill_comments (self, &error) || !fill_kept (self, &error))
    way_page_show_failed (page, error);
  else
    way_page_show_content (page);
}

static void
way_board_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_BOARD_PAGE);

  G_OBJECT_CLASS (way_board_page_parent_class)->dispose (object);
}

static void
way_board_page_finalize (GObject *object)
{
  WayBoardPage *self = WAY_BOARD_PAGE (object);

  g_ptr_array_unref (self->terms);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (way_board_page_parent_class)->finalize (object);
}

static void
way_board_page_class_init (WayBoardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPageClass *page_class = WAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_board_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_board_page_finalize;
  page_class->refresh = way_board_page_refresh;
  page_class->print = way_board_page_print;

  gtk_widget_class_install_action (widget_class, "board.make", NULL, make_action);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/board-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayBoardPage, term_row);
  gtk_widget_class_bind_template_child (widget_class, WayBoardPage, make_button);
  gtk_widget_class_bind_template_child (widget_class, WayBoardPage, comment_group);
  gtk_widget_class_bind_template_child (widget_class, WayBoardPage, kept_group);
  gtk_widget_class_bind_template_callback (widget_class, term_chosen_cb);
}

static void
way_board_page_init (WayBoardPage *self)
{
  self->terms = g_ptr_array_new_with_free_func (g_free);
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
