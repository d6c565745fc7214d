/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that comes in, looked at before it does.  What becomes of each row is
 * the service's to say; this shows it, and asks a job to do it. */
#include "way-import-dialog.h"

#include <glib/gi18n.h>

#include "way-choose-file.h"
#include "way-error-text.h"
#include "way-field-words.h"
#include "way-window-title.h"

/* What the rows of the list are parted by. */
typedef enum
{
  GROUP_NEW,
  GROUP_CHANGED,
  GROUP_GONE,
  GROUP_REFUSED,
  N_GROUPS
} Group;

static const char *const group_labels[N_GROUPS] = {
  [GROUP_NEW] = N_("New"),
  [GROUP_CHANGED] = N_("Changed"),
  [GROUP_GONE] = N_("Taken Out"),
  [GROUP_REFUSED] = N_("Refused"),
};

/* --- A row of the list --- */

#define WAY_TYPE_IMPORT_LINE (way_import_line_get_type ())
G_DECLARE_FINAL_TYPE (WayImportLine, way_import_line, WAY, IMPORT_LINE, GObject)

struct _WayImportLine
{
  GObject  parent_instance;

  Group    group;
  char    *title;
  char    *detail;
};

G_DEFINE_FINAL_TYPE (WayImportLine, way_import_line, G_TYPE_OBJECT)

static void
way_import_line_finalize (GObject *object)
{
  g_free (WAY_IMPORT_LINE (object)->title);
  g_free (WAY_IMPORT_LINE (object)->detail);

  G_OBJECT_CLASS (way_import_line_parent_class)->finalize (object);
}

static void
way_import_line_class_init (WayImportLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = way_import_line_finalize;
}

static void
way_import_line_init (WayImportLine *self)
{
}

/* --- The dialog --- */

struct _WayImportDialog
{
  AdwWindow        parent_instance;

  WaySession      *session;
  WayImportAsk     ask;
  WayImportWork   *work;
  WayJob          *job;          /* while one runs */
  GListStore      *lines;        /* WayImportLine */
  GtkCustomFilter *filter;       /* lent by the model of the list */
  Group            group;        /* that is shown */
  GtkToggleButton *toggles[N_GROUPS];

  /* Template children */
  AdwWindowTitle  *window_title;
  GtkRevealer     *problem_bar;
  GtkLabel        *problem_label;
  GtkStack        *stack;
  GtkLabel        *phase_label;
  GtkProgressBar  *progress_bar;
  GtkLabel        *failed_label;
  GtkLabel        *failed_detail;
  GtkLabel        *summary_label;
  GtkLabel        *notes_label;
  GtkBox          *groups;
  GtkWidget       *list_frame;
  GtkListView     *list_view;
  GtkButton       *import_button;
};

G_DEFINE_FINAL_TYPE (WayImportDialog, way_import_dialog, ADW_TYPE_WINDOW)

/* --- Words --- */

static char *
changed_fields (const WayImportItem *item)
{
  GString *names = g_string_new (NULL);

  for (guint i = 1; i < item->entity->n_fields; i++)
    if ((item->fields & G_GUINT64_CONSTANT (1) << i) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "",
                              _(item->entity->fields[i].label));
  return g_string_free (names, FALSE);
}

static void
describe_by_fields (const WayImportItem  *item,
                    WayDb                *db,
                    char                **title,
                    char                **detail)
{
  *title = way_field_words_title (item->entity, item->record, db);
  *detail = item->fields != 0 ? changed_fields (item) : g_strdup (_(item->entity->label));
}

/* What is said of a row, and where it stands in the file. */
static char *
with_line (const char *detail,
           guint       line)
{
  g_autofree char *words = NULL;

  if (line == 0)
    return g_strdup (detail != NULL ? detail : "");
  words = g_strdup_printf (_("Line %u"), line);
  return detail != NULL ? g_strdup_printf ("%s · %s", detail, words) : g_steal_pointer (&words);
}

/* As the command line says them. */
static char *
notes_words (const WayImport *import)
{
  GString *words = g_string_new (NULL);

  for (const char *const *note = way_import_notes (import); *note != NULL; note++)
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", *note);
  return g_string_free (words, FALSE);
}

static char *
summary_words (WayImportDialog *self)
{
  guint same = way_import_count (self->work->import, WAY_IMPORT_SAME);
  guint lines = g_list_model_get_n_items (G_LIST_MODEL (self->lines));

  if (lines == 0 && same == 0)
    return g_strdup (_("There is nothing in this file."));
  if (lines == 0)
    return g_strdup (_("All that this file says is there already."));
  if (same == 0)
    return g_strdup (_("This is what the file would do. It is one edit, which Undo takes back."));
  return g_strdup_printf (ngettext ("This is what the file would do. %u row is there already. It "
                                    "is one edit, which Undo takes back.",
                                    "This is what the file would do. %u rows are there already. "
                                    "It is one edit, which Undo takes back.", same), same);
}

static void
show_problem (WayImportDialog *self,
              const GError    *error)
{
  g_autofree char *text = error != NULL ? way_error_text (error) : NULL;

  if (text != NULL)
    gtk_label_set_label (self->problem_label, text);
  gtk_revealer_set_reveal_child (self->problem_bar, text != NULL);
}

/* --- The list --- */

static void
add_line (WayImportDialog *self,
          Group            group,
          const char      *title,
          const char      *detail,
          guint            line)
{
  g_autoptr(WayImportLine) row = g_object_new (WAY_TYPE_IMPORT_LINE, NULL);

  row->group = group;
  row->title = g_strdup (title);
  row->detail = with_line (detail, line);
  g_list_store_append (self->lines, row);
}

static void
add_item (WayImportDialog     *self,
          const WayImportItem *item)
{
  WayImportDescribeFunc describe = self->ask.describe != NULL ? self->ask.describe
                                                              : describe_by_fields;
  Group group = item->is_gone ? GROUP_GONE
                : item->verdict == WAY_IMPORT_NEW ? GROUP_NEW : GROUP_CHANGED;
  g_autofree char *title = NULL;
  g_autofree char *detail = NULL;

  describe (item, way_session_get_db (self->session), &title, &detail);
  add_line (self, group, title, detail, item->line);
}

static void
fill_lines (WayImportDialog *self)
{
  const WayImport *import = self->work->import;

  g_list_store_remove_all (self->lines);
  for (guint i = 0; i < way_import_n_items (import); i++)
    add_item (self, way_import_item (import, i));
  for (guint i = 0; i < way_import_n_refusals (import); i++)
    {
      const WayImportRefusal *refusal = way_import_refusal (import, i);

      add_line (self, GROUP_REFUSED, refusal->reason, NULL, refusal->line);
    }
}

static guint
count_lines (WayImportDialog *self,
             Group            group)
{
  guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (self->lines));
  guint count = 0;

  for (guint i = 0; i < n_lines; i++)
    {
      g_autoptr(WayImportLine) line = g_list_model_get_item (G_LIST_MODEL (self->lines), i);

      count += line->group == group;
    }
  return count;
}

static void
group_toggled_cb (WayImportDialog *self)
{
  for (Group group = 0; group < N_GROUPS; group++)
    if (self->toggles[group] != NULL && gtk_toggle_button_get_active (self->toggles[group]))
      self->group = group;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
add_toggle (WayImportDialog *self,
            Group            group,
            guint            count,
            GtkToggleButton *first)
{
  /* Translators: what becomes of rows, and how many of them: “New 12”. */
  g_autofree char *label = g_strdup_printf (_("%s %u"), _(group_labels[group]), count);

  self->toggles[group] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new_with_label (label));
  gtk_toggle_button_set_group (self->toggles[group], first);
  g_signal_connect_object (self->toggles[group], "toggled", G_CALLBACK (group_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_toggle_button_set_active (self->toggles[group], first == NULL);
  gtk_box_append (self->groups, GTK_WIDGET (self->toggles[group]));
}

/* Only what there is; the first is shown. */
static void
add_toggles (WayImportDialog *self)
{
  GtkToggleButton *first = NULL;

  for (Group group = 0; group < N_GROUPS; group++)
    {
      guint count = count_lines (self, group);

      if (count == 0)
        continue;
      add_toggle (self, group, count, first);
      if (first == NULL)
        first = self->toggles[group];
    }
  gtk_widget_set_visible (GTK_WIDGET (self->groups), first != NULL);
  gtk_widget_set_visible (self->list_frame, first != NULL);
}

static gboolean
is_shown (gpointer item,
          gpointer data)
{
  return WAY_IMPORT_LINE (item)->group == WAY_IMPORT_DIALOG (data)->group;
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
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_box_append (GTK_BOX (box), make_label (NULL));
  gtk_box_append (GTK_BOX (box), make_label ("dim-label"));
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *item)
{
  WayImportLine *line = gtk_list_item_get_item (item);
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *detail = gtk_widget_get_next_sibling (title);

  gtk_label_set_label (GTK_LABEL (title), line->title);
  gtk_label_set_label (GTK_LABEL (detail), line->detail);
  gtk_widget_set_visible (detail, *line->detail != '\0');
}

static void
make_list (WayImportDialog *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *model;
  g_autoptr(GtkNoSelection) selection = NULL;

  self->lines = g_list_store_new (WAY_TYPE_IMPORT_LINE);
  self->filter = gtk_custom_filter_new (is_shown, self, NULL);
  model = gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (self->lines)),
                                     GTK_FILTER (self->filter));
  selection = gtk_no_selection_new (G_LIST_MODEL (model));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  gtk_list_view_set_factory (self->list_view, factory);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
}

/* --- The two works --- */

static void
progress_cb (WayImportDialog *self)
{
  const char *phase = way_job_get_phase (self->job);

  gtk_progress_bar_set_fraction (self->progress_bar, way_job_get_fraction (self->job));
  if (*phase != '\0')
    gtk_label_set_label (self->phase_label, _(phase));
}

static WayJob *
begin_job (WayImportDialog *self,
           const char      *phase)
{
  self->job = way_job_new ();
  g_signal_connect_object (self->job, "progress", G_CALLBACK (progress_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_label_set_label (self->phase_label, phase);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_stack_set_visible_child_name (self->stack, "working");
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), FALSE);
  show_problem (self, NULL);
  return self->job;
}

/* Whether the dialog is still there to say how the job ended. */
static gboolean
end_job (WayImportDialog  *self,
         GObject          *source,
         GAsyncResult     *result,
         gboolean         *done,
         GError          **error)
{
  *done = way_job_run_finish (WAY_JOB (source), result, error);
  /* A last word of the job may come after its end. */
  g_signal_handlers_disconnect_by_data (source, self);
  g_clear_object (&self->job);
  return self->stack != NULL;
}

static void
show_plan (WayImportDialog *self)
{
  gboolean writable = !way_session_is_read_only (self->session);
  guint n_items = way_import_n_items (self->work->import);
  g_autofree char *summary = NULL;
  g_autofree char *notes = notes_words (self->work->import);

  fill_lines (self);
  add_toggles (self);
  summary = summary_words (self);
  gtk_label_set_label (self->summary_label, summary);
  gtk_label_set_label (self->notes_label, notes);
  gtk_widget_set_visible (GTK_WIDGET (self->notes_label), *notes != '\0');
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), n_items > 0 && writable);
  gtk_stack_set_visible_child_name (self->stack, "plan");
  if (n_items > 0 && writable)
    gtk_widget_grab_focus (GTK_WIDGET (self->import_button));
}

static void
show_failed (WayImportDialog *self,
             const GError    *error)
{
  g_autofree char *text = way_error_text (error);

  gtk_label_set_label (self->failed_label, text);
  gtk_label_set_label (self->failed_detail, error->message);
  gtk_stack_set_visible_child_name (self->stack, "failed");
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(WayImportDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done;

  if (!end_job (self, source, result, &done, &error))
    return;
  if (done)
    show_plan (self);
  else
    show_failed (self, error);
}

static void
say_done (WayImportDialog *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  guint n_items = way_import_n_items (self->work->import);
  g_autofree char *text = g_strdup_printf (ngettext ("%u change taken in", "%u changes taken in",
                                                     n_items), n_items);

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "(sb)", text, TRUE);
}

static void
taken_in_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(WayImportDialog) self = user_data;
  g_autoptr(GError) error = NULL;
  gboolean done;
  gboolean there = end_job (self, source, result, &done, &error);

  if (done)
    way_session_emit_changed (self->session);
  if (!there)
    return;
  if (done)
    {
      say_done (self);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  show_problem (self, error);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "plan");
}

static void
import_clicked_cb (WayImportDialog *self)
{
  if (self->job == NULL && self->work->import != NULL)
    way_import_work_take_in (self->work, begin_job (self, _("Writing")), taken_in_cb,
                             g_object_ref (self));
}

/* While it is written, Cancel ends that and leads back to the list. */
static void
close_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayImportDialog *self = WAY_IMPORT_DIALOG (widget);

  if (self->job != NULL && self->work->import != NULL)
    way_job_cancel (self->job);
  else
    gtk_window_close (GTK_WINDOW (self));
}

/* --- The widget --- */

static void
way_import_dialog_dispose (GObject *object)
{
  WayImportDialog *self = WAY_IMPORT_DIALOG (object);

  if (self->job != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->job, self);
      way_job_cancel (self->job);
    }
  if (self->list_view != NULL)
    gtk_list_view_set_model (self->list_view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->lines);

  G_OBJECT_CLASS (way_import_dialog_parent_class)->dispose (object);
}

static void
way_import_dialog_finalize (GObject *object)
{
  WayImportDialog *self = WAY_IMPORT_DIALOG (object);

  g_clear_object (&self->job);
  g_clear_object (&self->session);
  g_clear_pointer (&self->work, way_import_work_unref);

  G_OBJECT_CLASS (way_import_dialog_parent_class)->finalize (object);
}

static void
way_import_dialog_class_init (WayImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_import_dialog_finalize;

  gtk_widget_class_install_action (widget_class, "dialog.close", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "dialog.close", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, WayImportDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, WayImportDialog, problem_bar);
  gtk_widget_class_bind_template_child (widget_class, WayImportDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, WayImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, WayImportDialog, phase_label);
  gtk_widget_class_bind_template_child (widget_class, WayImportDialog, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, WayImportDialog, failed_label);
  gtk_widget_class_bind_template_child (widget_class, WayImportDialog, failed_detail);
  gtk_widget_class_bind_template_child (widget_class, WayImportDialog, summary_label);
  gtk_widget_class_bind_template_child (widget_class, WayImportDialog, notes_label);
  gtk_widget_class_bind_template_child (widget_class, WayImportDialog, groups);
  gtk_widget_class_bind_template_child (widget_class, WayImportDialog, list_frame);
  gtk_widget_class_bind_template_child (widget_class, WayImportDialog, list_view);
  gtk_widget_class_bind_template_child (widget_class, WayImportDialog, import_button);
  gtk_widget_class_bind_template_callback (widget_class, import_clicked_cb);
}

static void
way_import_dialog_init (WayImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  make_list (self);
}

void
way_import_dialog_open (GtkWidget          *parent,
                        WaySession         *session,
                        const WayImportAsk *ask,
                        const char         *path)
{
  WayImportDialog *self = g_object_new (WAY_TYPE_IMPORT_DIALOG, NULL);
  GtkRoot *root = parent != NULL ? gtk_widget_get_root (parent) : NULL;
  g_autofree char *name = g_filename_display_basename (path);

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  self->session = g_object_ref (session);
  self->ask = *ask;
  self->work = way_import_work_new (way_db_path (way_session_get_db (session)), path,
                                    ask->most_bytes, ask->read);
  self->work->whom = ask->whom;
  self->work->today = *way_session_get_today (session);
  self->work->who = way_session_dup_user (session);
  gtk_window_set_title (GTK_WINDOW (self), ask->title);
  way_window_title_set (self->window_title, ask->title, name);
  way_import_work_look (self->work, begin_job (self, _("Reading the file")), looked_cb,
                        g_object_ref (self));
  gtk_window_present (GTK_WINDOW (self));
}

/* --- Which file --- */

typedef struct
{
  WaySession   *session;
  WayImportAsk  ask;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->session);
  g_free (choice);
}

static void
chosen_cb (GtkWidget  *from,
           const char *path,
           gpointer    data)
{
  const Choice *choice = data;

  if (way_session_get_db (choice->session) != NULL)
    way_import_dialog_open (from, choice->session, &choice->ask, path);
}

void
way_import_dialog_choose (GtkWidget          *parent,
                          WaySession         *session,
                          const WayImportAsk *ask)
{
  WayChooseAsk what = {
    .title = ask->title, .accept = _("_Look at It"), .action = GTK_FILE_CHOOSER_ACTION_OPEN,
    .files = ask->files, .patterns = ask->patterns,
  };
  Choice *choice = g_new0 (Choice, 1);

  choice->session = g_object_ref (session);
  choice->ask = *ask;
  way_choose_file (parent, &what, chosen_cb, choice, choice_free);
}
