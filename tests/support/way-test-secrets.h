/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A keyring for window tests: org.freedesktop.secrets on the session bus of the test's
 * desktop, as far as a program stores, finds and drops a secret there.  It is never
 * locked and asks nobody. */

/* From here on a program finds it; on a thread of its own. */
void   way_test_secrets_start (void);
void   way_test_secrets_stop  (void);

/* How many secrets it keeps. */
guint  way_test_secrets_count (void);

G_END_DECLS
