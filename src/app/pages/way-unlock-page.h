/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What the window shows of a sealed file before it is unlocked: where to type
 * its passphrase, or its recovery code.
 *
 * Signal "unlocked" (path): way_db_open() opens it now. */
#define WAY_TYPE_UNLOCK_PAGE (way_unlock_page_get_type ())
G_DECLARE_FINAL_TYPE (WayUnlockPage, way_unlock_page, WAY, UNLOCK_PAGE, GtkBox)

/* Another file to be unlocked, and nothing typed. */
void way_unlock_page_set_path  (WayUnlockPage *self,
                                const char    *path);

/* Asks the desktop's keyring, where it keeps a key of the file; the person may type
 * their passphrase where it does not open it. */
void way_unlock_page_try_kept  (WayUnlockPage *self);

/* The cursor into the entry. */
void way_unlock_page_focus     (WayUnlockPage *self);

G_END_DECLS
