/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new school year, looked at row by row before it begins. */
#include "way-roll-over-dialog.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-codes.h"
#include "way-date-words.h"
#include "way-error-text.h"
#include "way-finish-key.h"
#include "way-roll-over.h"
#include "way-text.h"

/* --- A row of the list --- */

#define WAY_TYPE_ROLL_ROW (way_roll_row_get_type ())
G_DECLARE_FINAL_TYPE (WayRollRow, way_roll_row, WAY, ROLL_ROW, GObject)

struct _WayRollRow
{
  GObject        parent_instance;

  WayRollChange *change;   /* lent by the dialog's list */
  char          *folded;   /* what the search looks at */
};

G_DEFINE_FINAL_TYPE (WayRollRow, way_roll_row, G_TYPE_OBJECT)

static void
way_roll_row_finalize (GObject *object)
{
  g_free (WAY_ROLL_ROW (object)->folded);

  G_OBJECT_CLASS (way_roll_row_parent_class)->finalize (object);
}

static void
way_roll_row_class_init (WayRollRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_roll_row_finalize;
}

static void
way_roll_row_init (WayRollRow *self)
{
}

static WayRollRow *
roll_row_new (WayRollChange *change)
{
  WayRollRow *self = g_object_new (WAY_TYPE_ROLL_ROW, NULL);
  g_autofree char *text = g_strdup_printf ("%s %s", change->who != NULL ? change->who : "",
                                           change->place != NULL ? change->place : "");

  self->change = change;
  self->folded = way_text_fold (text);
  return self;
}

/* --- The dialog --- */

struct _WayRollOverDialog
{
  AdwWindow           parent_instance;

  WaySession         *session;
  WayRollOver        *roll;
  WayRollKind         kind;      /* that is shown */
  GtkCustomFilter    *filter;    /* lent by the model */
  char               *words;     /* folded; of the search */
  GtkToggleButton    *toggles[WAY_N_ROLL_KINDS];

  /* Template children */
  GtkLabel           *head_label;
  GtkLabel           *about_label;
  GtkBox             *kinds;
  GtkSearchEntry     *search_entry;
  GtkListView        *list_view;
  GtkLabel           *count_label;
  GtkButton          *begin_button;
  GtkRevealer        *problem_bar;
  GtkLabel           *problem_label;
};

G_DEFINE_FINAL_TYPE (WayRollOverDialog, way_roll_over_dialog, ADW_TYPE_WINDOW)

static void
show_error (WayRollOverDialog *self,
            const GError      *error)
{
  g_autofree char *text = way_error_text (error);

  gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_bar, TRUE);
}

/* --- Words --- */

static char *
say_title (const WayRollChange *change)
{
  return g_strdup (change->kind == WAY_ROLL_PLACES ? change->place : change->who);
}

static char *
say_change (const WayRollChange *change)
{
  g_autofree char *day = way_date_words_short (&change->day);

  switch (change->kind)
    {
    case WAY_ROLL_YEAR_GROUP:
      /* Translators: a year group and the next: “Year 8 to Year 9”. */
      return g_strdup_printf (_("%s to %s"), _(way_codes_label ("nc_year", change->before)),
                              _(way_codes_label ("nc_year", change->after)));
    case WAY_ROLL_PLACEMENT:
      /* Translators: a provision, and the last day there. */
      return g_strdup_printf (_("Leaves %s, last day %s"), change->place, day);
    case WAY_ROLL_ENROLMENT:
      /* Translators: a school, and the last day on its roll. */
      return g_strdup_printf (_("Off the roll of %s after %s"), change->place, day);
    case WAY_ROLL_PLACES:
    default:
      /* Translators: a number of places, and the day from which they are there. */
      return g_strdup_printf (ngettext ("%d place from %s", "%d places from %s",
                                        (gulong) change->places), (int) change->places, day);
    }
}

static const char *
kind_label (WayRollKind kind)
{
  static const char *const labels[WAY_N_ROLL_KINDS] = {
    [WAY_ROLL_YEAR_GROUP] = N_("Year Groups"),
    [WAY_ROLL_PLACEMENT] = N_("Placements"),
    [WAY_ROLL_ENROLMENT] = N_("School Rolls"),
    [WAY_ROLL_PLACES] = N_("Places"),
  };

  return _(labels[kind]);
}

static void
say_counts (WayRollOverDialog *self)
{
  guint included = 0;
  g_autofree char *text = NULL;

  for (WayRollKind kind = 0; kind < WAY_N_ROLL_KINDS; kind++)
    {
      guint count = way_roll_over_count (self->roll, kind);
      /* Translators: what changes and how many of them: “Year Groups 586”. */
      g_autofree char *label = g_strdup_printf (_("%s %u"), kind_label (kind), count);

      gtk_button_set_label (GTK_BUTTON (self->toggles[kind]), label);
      g_object_set (gtk_button_get_child (GTK_BUTTON (self->toggles[kind])), "wrap", TRUE,
                    "justify", GTK_JUSTIFY_CENTER, NULL);
      included += count;
    }
  text = included == self->roll->changes->len
           ? g_strdup_printf (ngettext ("%u change", "%u changes", included), included)
           : g_strdup_printf (_("%u changes, %u left out"), included,
                              self->roll->changes->len - included);
  gtk_label_set_label (self->count_label, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->begin_button),
                            included > 0 && !self->roll->is_early &&
                              !way_session_is_read_only (self->session));
}

static void
say_head (WayRollOverDialog *self)
{
  g_autofree char *begins = way_date_words_long (&self->roll->begins);
  g_autofree char *earliest = way_date_words_long (&self->roll->earliest);
  g_autofree char *year = g_strdup_printf ("%d/%02d", self->roll->year,
                                           (self->roll->year + 1) % 100);
  g_autofree char *head = g_strdup_printf (_("The school year %s begins on %s"), year, begins);
  g_autofree char *button = g_strdup_printf (_("Begin %s"), year);
  g_autofree char *about = NULL;

  /* Translators: a day on which something becomes possible. */
  about = self->roll->is_early
            ? g_strdup_printf (_("This is what would change. It can be done from %s on."), earliest)
            : g_strdup (_("Year groups move up, those who leave end, and the places of the new "
                          "year begin. Take a tick away to leave something as it is. It is one "
                          "edit, which Undo takes back."));
  gtk_label_set_label (self->head_label, head);
  gtk_label_set_label (self->about_label, about);
  gtk_button_set_label (self->begin_button, button);
}

/* --- The list --- */

static void
check_toggled_cb (GtkCheckButton *check,
                  GtkListItem    *item)
{
  WayRollOverDialog *self =
    WAY_ROLL_OVER_DIALOG (gtk_widget_get_ancestor (GTK_WIDGET (check), WAY_TYPE_ROLL_OVER_DIALOG));
  WayRollRow *row = gtk_list_item_get_item (item);

  if (self == NULL || row == NULL ||
      row->change->included == gtk_check_button_get_active (check))
    return;
  row->change->included = gtk_check_button_get_active (check);
  say_counts (self);
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (words), make_label (NULL));
  gtk_box_append (GTK_BOX (words), make_label ("dim-label"));
  gtk_box_append (GTK_BOX (box), check);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_item_set_child (item, box);
  g_signal_connect (check, "toggled", G_CALLBACK (check_toggled_cb), item);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item)
{
  WayRollRow *row = gtk_list_item_get_item (item);
  GtkWidget *check = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *title = gtk_widget_get_first_child (gtk_widget_get_next_sibling (check));
  g_autofree char *name = say_title (row->change);
  g_autofree char *change = say_change (row->change);
  g_autofree char *spoken = g_strdup_printf (_("%s: %s"), name, change);

  gtk_label_set_label (GTK_LABEL (title), name);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (title)), change);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), row->change->included);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

/* Enter on a row turns its tick, as the space bar does on the tick itself. */
static void
row_activated_cb (WayRollOverDialog *self,
                  guint              position)
{
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list_view));
  g_autoptr(WayRollRow) row = g_list_model_get_item (model, position);

  if (row == NULL)
    return;
  row->change->included = !row->change->included;
  say_counts (self);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static gboolean
is_shown (gpointer item,
          gpointer data)
{
  WayRollOverDialog *self = data;
  WayRollRow *row = item;

  return row->change->kind == self->kind &&
         (self->words == NULL || strstr (row->folded, self->words) != NULL);
}

static void
search_changed_cb (WayRollOverDialog *self)
{
  g_free (self->words);
  self->words = way_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
kind_toggled_cb (WayRollOverDialog *self)
{
  for (WayRollKind kind = 0; kind < WAY_N_ROLL_KINDS; kind++)
    if (gtk_toggle_button_get_active (self->toggles[kind]))
      self->kind = kind;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
fill_list (WayRollOverDialog *self)
{
  GListStore *store = g_list_store_new (WAY_TYPE_ROLL_ROW);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *model;
  g_autoptr(GtkNoSelection) selection = NULL;

  for (guint i = 0; i < self->roll->changes->len; i++)
    {
      g_autoptr(WayRollRow) row = roll_row_new (g_ptr_array_index (self->roll->changes, i));

      g_list_store_append (store, row);
    }
  self->filter = gtk_custom_filter_new (is_shown, self, NULL);
  model = gtk_filter_list_model_new (G_LIST_MODEL (store), GTK_FILTER (self->filter));
  selection = gtk_no_selection_new (G_LIST_MODEL (model));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  g_object_unref (factory);
}

static void
add_toggles (WayRollOverDialog *self)
{
  for (WayRollKind kind = 0; kind < WAY_N_ROLL_KINDS; kind++)
    {
      GtkWidget *toggle = gtk_toggle_button_new ();

      self->toggles[kind] = GTK_TOGGLE_BUTTON (toggle);
      gtk_toggle_button_set_group (self->toggles[kind], kind > 0 ? self->toggles[0] : NULL);
      gtk_toggle_button_set_active (self->toggles[kind], kind == self->kind);
      g_signal_connect_object (toggle, "toggled", G_CALLBACK (kind_toggled_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->kinds, toggle);
    }
}

/* --- Doing it --- */

static void
begin_clicked_cb (WayRollOverDialog *self)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (self->session, &who);
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr(GError) error = NULL;
  g_autofree char *done = NULL;

  if (!way_roll_over_run (&act, self->roll, &error))
    {
      show_error (self, error);
      return;
    }
  /* Translators: a school year, as 2026/27. */
  done = g_strdup_printf (_("The school year %d/%02d has begun"), self->roll->year,
                          (self->roll->year + 1) % 100);
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "(sb)", done, TRUE);
  gtk_window_close (GTK_WINDOW (self));
}

static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  gtk_window_close (GTK_WINDOW (widget));
}

static void
way_roll_over_dialog_dispose (GObject *object)
{
  WayRollOverDialog *self = WAY_ROLL_OVER_DIALOG (object);

  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_ROLL_OVER_DIALOG);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (way_roll_over_dialog_parent_class)->dispose (object);
}

static void
way_roll_over_dialog_finalize (GObject *object)
{
  WayRollOverDialog *self = WAY_ROLL_OVER_DIALOG (object);

  g_clear_pointer (&self->roll, way_roll_over_free);
  g_free (self->words);

  G_OBJECT_CLASS (way_roll_over_dialog_parent_class)->finalize (object);
}

static void
way_roll_over_dialog_class_init (WayRollOverDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_roll_over_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_roll_over_dialog_finalize;

  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/roll-over-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayRollOverDialog, head_label);
  gtk_widget_class_bind_template_child (widget_class, WayRollOverDialog, about_label);
  gtk_widget_class_bind_template_child (widget_class, WayRollOverDialog, kinds);
  gtk_widget_class_bind_template_child (widget_class, WayRollOverDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, WayRollOverDialog, list_view);
  gtk_widget_class_bind_template_child (widget_class, WayRollOverDialog, count_label);
  gtk_widget_class_bind_template_child (widget_class, WayRollOverDialog, begin_button);
  gtk_widget_class_bind_template_child (widget_class, WayRollOverDialog, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayRollOverDialog, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, begin_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
way_roll_over_dialog_init (WayRollOverDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_finish_key_add (GTK_WIDGET (self), self->begin_button);
}

WayRollOverDialog *
way_roll_over_dialog_new (GtkWidget  *parent,
                          WaySession *session)
{
  WayRollOverDialog *self = g_object_new (WAY_TYPE_ROLL_OVER_DIALOG, NULL);
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), &error);

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  self->session = g_object_ref (session);
  if (facts != NULL)
    self->roll = way_roll_over_plan (facts, way_session_get_today (session), &error);
  gtk_widget_set_sensitive (GTK_WIDGET (self->begin_button), self->roll != NULL);
  if (self->roll == NULL)
    {
      show_error (self, error);
      return self;
    }
  add_toggles (self);
  say_head (self);
  fill_list (self);
  say_counts (self);
  return self;
}

void
way_roll_over_dialog_open (GtkWidget  *parent,
                           WaySession *session)
{
  gtk_window_present (GTK_WINDOW (way_roll_over_dialog_new (parent, session)));
}
