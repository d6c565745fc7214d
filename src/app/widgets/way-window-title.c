/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The title between the buttons of a header bar. */
#include "way-window-title.h"

void
way_window_title_set (AdwWindowTitle *self,
                      const char     *title,
                      const char     *subtitle)
{
  g_autofree char *whole = subtitle != NULL ? g_strdup_printf ("%s\n%s", title, subtitle)
                                            : g_strdup (title);

  g_return_if_fail (ADW_IS_WINDOW_TITLE (self));

  adw_window_title_set_title (self, title);
  adw_window_title_set_subtitle (self, subtitle != NULL ? subtitle : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), whole);
}
