/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

gboolean way_test_process_may_look (void);
gboolean way_test_process_holds    (const char *process,
                                   const char *needle);

/* Whether the bytes stand in a file of the folder, or below. */
gboolean way_test_folder_holds     (const char *folder,
                                   const char *needle);
