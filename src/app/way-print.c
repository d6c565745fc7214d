/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GTK asks for the printer and its paper; the sheet is flowed over pages of that
 * paper and drawn as it is into a PDF. */
#include "way-print.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-error-text.h"
#include "way-hand-out.h"
#include "way-save-file.h"
#include "way-sheet-draw.h"
#include "way-trail.h"

/* A sheet while it is being printed. */
typedef struct
{
  WaySheet       *sheet;
  WaySheetLayout *layout;
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->layout, way_sheet_layout_free);
  way_sheet_free (job->sheet);
  g_free (job);
}

static void
toast (GtkWidget    *from,
       const GError *error)
{
  g_autofree char *text = way_error_text (error);

  gtk_widget_activate_action (from, "win.toast", "(sb)", text, FALSE);
}

/* --- Paper --- */

static void
begin_print_cb (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                Job               *job)
{
  WaySheetPage page = {
    .width = gtk_print_context_get_width (context),
    .height = gtk_print_context_get_height (context),
    .margin = WAY_SHEET_MARGIN,
  };

  g_clear_pointer (&job->layout, way_sheet_layout_free);
  job->layout = way_sheet_lay_out (job->sheet, &page);
  gtk_print_operation_set_n_pages (operation, (int) way_sheet_layout_n_pages (job->layout));
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              Job               *job)
{
  way_sheet_draw_page (job->layout, (guint) page, gtk_print_context_get_cairo_context (context));
}

GtkPrintOperation *
way_print_operation_new (WaySheet *sheet)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr(GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr(GtkPaperSize) a4 = gtk_paper_size_new (GTK_PAPER_NAME_A4);
  Job *job = g_new0 (Job, 1);

  job->sheet = sheet;
  gtk_page_setup_set_paper_size_and_default_margins (setup, a4);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  g_object_set_data_full (G_OBJECT (operation), "job", job, (GDestroyNotify) job_free);
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_print_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  return operation;
}

void
way_print_sheet (GtkWidget *from,
                 WaySheet  *sheet)
{
  g_autoptr(GtkPrintOperation) operation = way_print_operation_new (sheet);
  g_autoptr(GError) error = NULL;
  GtkPrintOperationResult result;

  if (!way_hand_out_say (from, WAY_TRAIL_PRINT, "print"))
    return;
  gtk_print_operation_set_allow_async (operation, TRUE);
  result = gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                                    GTK_WINDOW (gtk_widget_get_root (from)), &error);
  if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    toast (from, error);
}

/* --- PDF --- */

static GBytes *
make_pdf (const char  *path,
          gpointer     data,
          GError     **error)
{
  return way_sheet_to_pdf (data, error);
}

void
way_print_save_pdf (GtkWidget  *from,
                    WaySheet   *sheet,
                    const char *name)
{
  static const char *const patterns[] = { "*.pdf", NULL };
  WaySaveAsk ask = {
    .title = _("Save as PDF"),
    .name = name,
    .files = _("PDF"),
    .patterns = patterns,
    .done = _("Saved as PDF"),
    .make = make_pdf,
    .data = sheet,
    .free_data = (GDestroyNotify) way_sheet_free,
  };

  way_save_file (from, &ask);
}

const char *
way_print_language (void)
{
  const char *const *names = g_get_language_names ();

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], "cy"))
      return "cy";
  return "en-GB";
}
