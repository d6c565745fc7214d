/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A file or folder that a person is asked for.  Texts are translated; copied. */
typedef struct
{
  const char           *title;     /* "Where to Write the Invite" */
  const char           *accept;    /* the button: "_Write" */
  GtkFileChooserAction  action;
  const char           *name;      /* proposed for one that is saved; without slashes */
  const char           *files;     /* of the filter: "Invites"; NULL for none */
  const char *const    *patterns;  /* "*.waybundle"; ended by NULL */
} WayChooseAsk;

/* from is the widget that asked, still alive; path is lent. */
typedef void (*WayChosenFunc) (GtkWidget  *from,
                               const char *path,
                               gpointer    data);

/* Asks, over the window of from; func is called where a file was chosen that has a
 * path.  data is freed when the question is over. */
void way_choose_file (GtkWidget          *from,
                      const WayChooseAsk *ask,
                      WayChosenFunc       func,
                      gpointer            data,
                      GDestroyNotify      free_data);

G_END_DECLS
