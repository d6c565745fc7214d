/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Makes what the file is to hold; how the path ends may say which kind is wanted.
 * NULL on error. */
typedef GBytes *(*WaySaveFunc) (const char  *path,
                                gpointer     data,
                                GError     **error);

/* A file that a person asked for.  Texts are translated, and static but for name. */
typedef struct
{
  const char        *title;      /* of the chooser: "Save as PDF" */
  const char        *name;       /* that is proposed; copied */
  const char        *files;      /* of the filter: "PDF" */
  const char *const *patterns;   /* "*.pdf"; ended by NULL; static */
  const char        *done;       /* the toast */
  WaySaveFunc        make;
  gboolean         (*write) (const char  *path,    /* instead of make: writes what is at */
                             gpointer     data,    /* the path, and to the trail */
                             GError     **error);
  gpointer           data;       /* for make */
  GDestroyNotify     free_data;
} WaySaveAsk;

/* Asks where, makes the file and writes it, whole or not at all; says in the window
 * of from what came of it.  data is freed also where the person thinks better of
 * it. */
void way_save_file (GtkWidget        *from,
                    const WaySaveAsk *ask);

G_END_DECLS
