/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One translated sentence that says what went wrong and one that says what to
 * do next.  The exact message of the error stays for the log.  Free with
 * g_free(). */
char    *way_error_text       (const GError *error);

/* Whether the pair of domain and code has words of its own; a test asks this
 * of every code of every domain. */
gboolean way_error_text_knows (GQuark        domain,
                               int           code);

G_END_DECLS
