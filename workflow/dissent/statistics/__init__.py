"""The statistics of the field as pure functions on numpy arrays: one module per family.

Every docstring says which variant is computed and where its formula comes from; where a quantity
is not defined (an empty group, a text that is too short) the functions give ``nan`` or ``inf`` as
documented, without a warning. Nothing here reads a file or knows the rest of the package.
"""
