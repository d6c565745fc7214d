/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-entity.h"
#include "way-session.h"

G_BEGIN_DECLS

/* The editors of WayFieldRow, one for each kind of field, behind one set of
 * four functions.  Text goes in and out as machines write it; what cannot be
 * read comes out as it was typed, so that nothing typed is lost. */

typedef struct
{
  GtkWidget      *widget;  /* floating until it is placed */
  GtkWidget      *focus;   /* the part that takes the focus, and so is named;
                            * or the widget */
  gboolean        below;   /* wants the whole width, under the label */
  char         *(*dup_text) (GtkWidget *widget);
  void          (*set_text) (GtkWidget *widget, const char *text);

  /* What to connect for "the text is another". */
  gpointer        emitter; /* an object that the widget owns, or the widget */
  const char     *signal;
} WayFieldEditor;

WayFieldEditor way_field_editor_new (const WayField *field,
                                     WaySession     *session);

G_END_DECLS
