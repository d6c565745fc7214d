/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Sets both, subtitle NULL for none, and has them shown whole by a tooltip: between the
 * buttons of a narrow window they are cut short. */
void way_window_title_set (AdwWindowTitle *self,
                           const char     *title,
                           const char     *subtitle);

G_END_DECLS
