"""Where does a word stand, and among what? Every place that a query finds, with the text around it.

A query is a term or CQL, as in a rule: what it finds here is what a rule of its own would count.
"""
